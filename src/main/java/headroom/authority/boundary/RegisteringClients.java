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
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.IdempotentAnswers;
import headroom.platform.json.Metadata;
import headroom.platform.keys.MasterKey;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
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
    private static final int CREATED = 201;

    @Inject
    private Clients clients;

    @Inject
    private TenantSettings tenants;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private MasterKey master;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    public List<RegisteredClient> page(TenantId tenant, Optional<UUID> after, int limit) {
        return clients.page(tenant, after, limit);
    }

    /** Registers a client, or says why not. */
    public Answer register(Call call, RegisterClientRequest request, Function<Outcome<ClientView>, Answer> answering) {
        Optional<String> place = call.idempotencyKey().map(key -> place(call.tenant(), key));
        Answer kept = answers.once(call.tenant(), call.idempotencyKey(), () -> {
            Answer answer = answering.apply(register(call.tenant(), request));
            return place.isPresent() && answer.status() == CREATED
                    ? new Answer(CREATED, answer.headers(), master.seal(bytes(answer.body()), place.get()))
                    : answer;
        });
        return place.isPresent() && kept.status() == CREATED
                ? new Answer(CREATED, kept.headers(), text(master.open(kept.body(), place.get())))
                : kept;
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

    private static String place(TenantId tenant, IdempotencyKey key) {
        return "answer to " + key.requestHash() + " of " + tenant + " with key " + key.key();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
