package headroom.authority.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.authority.control.Clients;
import headroom.authority.control.PublicKeys;
import headroom.authority.control.SecretHash;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.SealedAnswers;
import headroom.platform.json.Metadata;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets the platform make clients of a tenant. The answer with the secret, which a repetition with the same idempotency key
 * hears again (rule A6), is kept encrypted under the master key and is forgotten as all such answers are.
 */
@Stateless
public class RegisteringClients {
    @Inject
    private Clients clients;

    @Inject
    private TenantSettings tenants;

    @Inject
    private SealedAnswers answers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    public List<RegisteredClient> page(TenantId tenant, Optional<UUID> after, int limit) {
        return clients.page(tenant, after, limit);
    }

    /** Registers a client, or says why not. */
    public Answer register(Call call, RegisterClientRequest request, Function<Outcome<ClientView>, Answer> answering) {
        return answers.once(call, () -> answering.apply(register(call.tenant(), request)));
    }

    private Outcome<ClientView> register(TenantId tenant, RegisterClientRequest request) {
        Optional<Refusal> missing = tenants.missing(tenant);
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        Metadata given = request.jwks();
        try {
            return add(tenant, request, given == null ? null : PublicKeys.checked(given.json()));
        } catch (IllegalArgumentException broken) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the body breaks the contract",
                    List.of(new FieldError("jwks", String.valueOf(broken.getMessage())))));
        }
    }

    private Outcome<ClientView> add(TenantId tenant, RegisterClientRequest request, @Nullable String jwks) {
        UUID id = Ids.next();
        String named = request.clientId();
        String secret = jwks == null ? SecretHash.newSecret() : null;
        RegisteredClient client = new RegisteredClient(
                tenant,
                id,
                named == null ? id.toString() : named,
                request.name(),
                request.scopeSet(),
                secret == null ? null : SecretHash.of(secret),
                jwks,
                clock.now(),
                1);
        if (!clients.add(client)) {
            return Outcome.refused(
                    Refusal.of(Refusal.Kind.ALREADY_EXISTS, "there is a client " + client.clientId() + " already"));
        }
        ClientView view = ClientView.of(client);
        audit.record(
                tenant,
                AuditEvent.of("client.register", "client", client.clientId()).after(view));
        return Outcome.done(view.withSecret(secret));
    }
}
