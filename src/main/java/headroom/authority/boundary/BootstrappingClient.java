package headroom.authority.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.authority.control.Clients;
import headroom.authority.control.SecretHash;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.Log;
import headroom.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the first client, of the platform, by which all others are made. Of several servers that start at once, one does. */
@Stateless
public class BootstrappingClient {
    private static final String DEFAULT_ID = "platform";
    private static final int MIN_SECRET_CHARS = 32;
    private static final int MAX_SECRET_CHARS = 512;
    private static final Log LOG = Log.of(BootstrappingClient.class);

    @Inject
    private Clients clients;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /**
     * Makes it where the operator has set a secret and no client has the run of the platform.
     *
     * @throws IllegalStateException naming the setting that is wrong
     */
    public void bootstrap() {
        Optional<String> secret = Settings.HEADROOM_BOOTSTRAP_CLIENT_SECRET.value();
        if (secret.isEmpty()) {
            return;
        }
        if (secret.get().length() < MIN_SECRET_CHARS || secret.get().length() > MAX_SECRET_CHARS) {
            throw wrong(Settings.HEADROOM_BOOTSTRAP_CLIENT_SECRET, "must have 32 to 512 characters");
        }
        String id = Settings.HEADROOM_BOOTSTRAP_CLIENT_ID.value().orElse(DEFAULT_ID);
        if (!id.matches(ClientView.ID)) {
            throw wrong(Settings.HEADROOM_BOOTSTRAP_CLIENT_ID, ClientView.ID_MESSAGE);
        }
        clients.takeTurns();
        if (!clients.hasPlatformClient()) {
            add(id, secret.get());
        }
    }

    private void add(String id, String secret) {
        RegisteredClient client = new RegisteredClient(
                TenantId.DEFAULT,
                Ids.next(),
                id,
                "Platform",
                Set.of(Scope.PLATFORM, Scope.READ, Scope.AUDIT),
                SecretHash.of(secret),
                null,
                clock.now(),
                1);
        if (!clients.add(client)) {
            throw wrong(Settings.HEADROOM_BOOTSTRAP_CLIENT_ID, "names a client that is not the platform's");
        }
        audit.record(
                TenantId.DEFAULT,
                AuditEvent.of("client.register", "client", client.clientId()).after(ClientView.of(client)));
        LOG.info("the first client was made", Map.of("client_id", id));
    }

    private static IllegalStateException wrong(Settings setting, String why) {
        return new IllegalStateException("the setting " + setting + " " + why);
    }
}
