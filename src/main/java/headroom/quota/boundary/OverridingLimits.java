package headroom.quota.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.LimitOverrides;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.entity.Quota;
import headroom.quota.rule.LimitOverride;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a quota's limit another one for a while. At the end it is what it was, and whoever then uses more than it allows goes on
 * (rule Q9).
 */
@Stateless
public class OverridingLimits {
    /** Of one quota, in force or to come: more is a policy. */
    public static final int MAX_LIVE = 100;

    @Inject
    private Quotas quotas;

    @Inject
    private Ledgers ledgers;

    @Inject
    private LimitOverrides overrides;

    @Inject
    private TenantSettings tenants;

    @Inject
    private DatabaseClock clock;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private AuditTrail audit;

    /** Makes one, in the turn of the quota's tree. */
    public Answer add(
            Call call, UUID quotaId, OverrideRequest request, Function<Outcome<OverrideView>, Answer> answering) {
        return answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(add(call.tenant(), quotaId, request)));
    }

    private Outcome<OverrideView> add(TenantId tenant, UUID quotaId, OverrideRequest request) {
        Quota quota = quotas.find(tenant, quotaId).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        Ledger ledger = ledgers.open(tenant, List.of(new Location(quotaId, quota.treeId())));
        Instant now = ledger.now();
        String broken = request.brokenWindow(now);
        if (broken != null) {
            return Outcome.refused(invalid("until", broken));
        }
        LimitOverride override = request.at(Ids.next(), now);
        List<LimitOverride> others = overrides.live(tenant, quotaId, now).stream()
                .map(Noted::override)
                .toList();
        Optional<Refusal> refusal = obstacle(others, override).or(() -> beyondMaximum(tenant, quota, others, override));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        @Nullable Purpose purpose = AuditTrail.purpose(Scope.QUOTA);
        Noted noted = new Noted(override, request.reasonOr(purpose), request.ticketOr(purpose), now);
        overrides.add(tenant, quotaId, noted);
        overrides.turn(tenant, ledger.treeOf(quotaId), now);
        OverrideView view = OverrideView.of(noted, now);
        audit.record(
                tenant,
                AuditEvent.of("quota.override", "quota", quotaId).after(view).why(purpose));
        return Outcome.done(view);
    }

    /** Those in force or to come. */
    public Outcome<List<OverrideView>> list(TenantId tenant, UUID quotaId) {
        if (quotas.find(tenant, quotaId).isEmpty()) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        Instant now = clock.now();
        return Outcome.done(overrides.live(tenant, quotaId, now).stream()
                .map(noted -> OverrideView.of(noted, now))
                .toList());
    }

    /** Takes one back before its end, in the turn of the quota's tree. */
    public Outcome<Boolean> cancel(TenantId tenant, UUID quotaId, UUID id) {
        Quota quota = quotas.find(tenant, quotaId).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(quotaId));
        }
        Ledger ledger = ledgers.open(tenant, List.of(new Location(quotaId, quota.treeId())));
        Optional<Noted> live = overrides.live(tenant, quotaId, ledger.now()).stream()
                .filter(noted -> noted.override().id().equals(id))
                .findFirst();
        if (live.isEmpty() || !overrides.cancel(tenant, quotaId, id, ledger.now())) {
            return Outcome.refused(
                    Refusal.of(Refusal.Kind.NOT_FOUND, "the quota has no override " + id + " in force or to come"));
        }
        overrides.turn(tenant, ledger.treeOf(quotaId), ledger.now());
        audit.record(
                tenant,
                AuditEvent.of("quota.override.cancel", "quota", quotaId)
                        .before(OverrideView.of(live.get(), ledger.now()))
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return Outcome.done(true);
    }

    /** Why an override cannot stand beside these. */
    public static Optional<Refusal> obstacle(List<LimitOverride> others, LimitOverride override) {
        if (others.size() >= MAX_LIVE) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.CONFLICT, "there are " + MAX_LIVE + " overrides already, as many as there may be"));
        }
        return override.clash(others)
                .map(other -> Refusal.of(
                        Refusal.Kind.CONFLICT,
                        "an absolute override stands there already: " + other.id() + " from " + other.from() + " until "
                                + other.until(),
                        Map.of("override_id", other.id())));
    }

    public static Refusal invalid(String field, String message) {
        return Refusal.of(
                Refusal.Kind.VALIDATION, "the body breaks the contract", List.of(new FieldError(field, message)));
    }

    private Optional<Refusal> beyondMaximum(
            TenantId tenant, Quota quota, List<LimitOverride> others, LimitOverride override) {
        List<LimitOverride> all = new ArrayList<>(others);
        all.add(override);
        Amount base = quota.limits().limit();
        Amount most = LimitOverride.most(all, base, override).min(Amount.MAX_INPUT);
        if (!most.isMoreThan(base)) {
            return Optional.empty();
        }
        return tenants.beyondMaximum(
                tenant,
                quota.name().resourceType(),
                QuotaRefusals.raised(quota.limits(), quota.limits().limitedTo(most)));
    }
}
