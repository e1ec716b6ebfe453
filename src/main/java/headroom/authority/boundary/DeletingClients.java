package headroom.authority.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.authority.control.Clients;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.http.ExpectedVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Ends a client. All its tokens end with it. */
@Stateless
public class DeletingClients {
    @Inject
    private Clients clients;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** When the client ended, or why it did not. */
    public Outcome<Instant> delete(TenantId tenant, String clientId, ExpectedVersion expected) {
        Optional<RegisteredClient> found =
                clients.find(clientId).filter(client -> client.tenant().equals(tenant));
        if (found.isEmpty()) {
            return Outcome.refused(missing());
        }
        RegisteredClient client = found.get();
        if (!expected.isMetBy(client.version())) {
            return Outcome.refused(ExpectedVersion.stale(client.version()));
        }
        // Before the time is told: what is being given to it now is older then, and ends with it.
        if (!clients.lock(client)) {
            return Outcome.refused(missing());
        }
        Instant now = clock.now();
        clients.delete(client, now);
        audit.record(
                tenant,
                AuditEvent.of("client.delete", "client", client.clientId()).before(ClientView.of(client)));
        return Outcome.done(now);
    }

    private static Refusal missing() {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no such client");
    }
}
