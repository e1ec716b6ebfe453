package headroom.webhook.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.SealedAnswers;
import headroom.tenant.boundary.TenantSettings;
import headroom.webhook.control.WebhookSecrets;
import headroom.webhook.control.Webhooks;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.EventPattern;
import headroom.webhook.rule.WebhookUrl;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registers webhooks. */
@Stateless
public class RegisteringWebhooks {
    /** Each event is a delivery to each of them. */
    static final int MAX_WEBHOOKS = 20;

    @Inject
    private Webhooks webhooks;

    @Inject
    private WebhookSecrets secrets;

    @Inject
    private TenantSettings tenants;

    @Inject
    private SealedAnswers answers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /**
     * Registers a webhook, or says why not: the tenant has as many as it may.
     *
     * @param given the secret; one is made where it is null, and told in the answer
     */
    public Answer register(
            Call call,
            WebhookUrl url,
            List<EventPattern> events,
            @Nullable String given,
            Function<Outcome<WebhookView>, Answer> answering) {
        return answers.once(call, () -> answering.apply(register(call.tenant(), url, events, given)));
    }

    private Outcome<WebhookView> register(
            TenantId tenant, WebhookUrl url, List<EventPattern> events, @Nullable String given) {
        Optional<Refusal> missing = tenants.missing(tenant);
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        if (webhooks.holdAndCount(tenant) >= MAX_WEBHOOKS) {
            return Outcome.refused(WebhookRefusals.tooMany(MAX_WEBHOOKS));
        }
        UUID id = Ids.next();
        Instant now = clock.now();
        String secret = given == null ? secrets.make() : given;
        Webhook webhook = new Webhook(tenant, id, url, events, null, now, now, 1);
        webhooks.add(webhook, secrets.seal(tenant, id, secret));
        WebhookView view = WebhookView.of(webhook);
        audit.record(
                tenant,
                AuditEvent.of("webhook.register", "webhook", id).after(view).why(AuditTrail.purpose(Scope.QUOTA)));
        return Outcome.done(view.withSecret(given == null ? secret : null));
    }
}
