package headroom.governance.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.governance.boundary.Plan.LimitStep;
import headroom.governance.boundary.Plan.PauseStep;
import headroom.governance.boundary.Plan.PoolStep;
import headroom.governance.control.Plans;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.IdempotentAnswers;
import headroom.platform.json.Patch;
import headroom.platform.json.Texts;
import headroom.quota.boundary.ChangeQuotaRequest;
import headroom.quota.boundary.ChangingQuota;
import headroom.tenant.boundary.ChangingTenants;
import headroom.tenant.boundary.PauseRequest;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does what was planned, the whole of it in one transaction, or nothing where anything that it touches has moved since. Quotas and
 * tenants first, then pools, whose rows are held from the beginning.
 */
@Stateless
public class ApplyingPlan {
    private static final int FIRST_REFUSAL = 400;

    @Inject
    private Plans plans;

    @Inject
    private CheckingPlan checking;

    @Inject
    private ChangingPools changing;

    @Inject
    private ChangingQuota quotas;

    @Inject
    private ChangingTenants tenants;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private AuditTrail audit;

    @Inject
    private DatabaseClock clock;

    @Resource
    private SessionContext session;

    /** Applies the plan of this hash. */
    public Answer apply(Call call, String hash, Function<Outcome<AppliedView>, Answer> answering) {
        Answer answer = TenantWall.acrossTenants(() -> answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(audit.together(() -> applied(PlatformCallers.required(), hash)))));
        if (answer.status() >= FIRST_REFUSAL) {
            session.setRollbackOnly();
        }
        return answer;
    }

    private Outcome<AppliedView> applied(TenantId platform, String hash) {
        Plans.Kept kept = plans.lock(hash).orElse(null);
        if (kept == null) {
            return Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no plan " + hash));
        }
        if (kept.appliedAt() != null) {
            return Outcome.refused(
                    Refusal.of(Refusal.Kind.CONFLICT, "the plan was applied at " + Texts.instant(kept.appliedAt())));
        }
        Plan plan = Plan.read(kept.body());
        return checking.unmoved(plan)
                .then(changes -> refusal(platform, plan, changes)
                        .<Outcome<AppliedView>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.done(told(platform, hash, plan, changes))));
    }

    /** Writes it all; what stands in the way, if something does. */
    private Optional<Refusal> refusal(TenantId platform, Plan plan, List<PoolChange> changes) {
        Set<TenantId> withLimits =
                plan.limits().stream().map(step -> new TenantId(step.tenant())).collect(Collectors.toSet());
        changes.forEach(change -> changing.hold(change, withLimits));
        for (LimitStep step : plan.limits()) {
            Optional<Refusal> refusal = limited(step);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        for (PauseStep step : plan.pauses()) {
            Optional<Refusal> refusal = paused(step);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        changes.forEach(changing::release);
        for (PoolChange change : changes) {
            Optional<Refusal> refusal =
                    changing.obstacles(change, List.copyOf(change.after().values()));
            if (refusal.isPresent()) {
                return refusal;
            }
            changing.write(change);
        }
        changes.forEach(change -> changing.settle(change, "plan"));
        changes.forEach(change -> changing.tell(platform, change));
        return Optional.empty();
    }

    private Optional<Refusal> limited(LimitStep step) {
        TenantId tenant = new TenantId(step.tenant());
        ChangeQuotaRequest request = new ChangeQuotaRequest(
                Patch.of(step.limitValue()),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent(),
                Patch.absent());
        return TenantWall.within(
                tenant, () -> refusal(quotas.change(tenant, step.quotaId(), version(step.version()), request)));
    }

    private Optional<Refusal> paused(PauseStep step) {
        return refusal(
                tenants.pause(new TenantId(step.tenant()), version(step.version()), PauseRequest.of(step.mode())));
    }

    private static Optional<Refusal> refusal(Outcome<?> outcome) {
        return outcome.fold(done -> Optional.empty(), Optional::of);
    }

    private static ExpectedVersion version(long version) {
        return new ExpectedVersion(OptionalLong.of(version));
    }

    private AppliedView told(TenantId platform, String hash, Plan plan, List<PoolChange> changes) {
        plans.applied(hash);
        AppliedView view = new AppliedView(
                hash,
                clock.now(),
                plan.pools().stream().map(PoolStep::name).toList(),
                plan.limits().stream().map(LimitStep::quotaId).toList(),
                plan.pauses().stream().map(PauseStep::tenant).toList());
        audit.record(
                platform,
                AuditEvent.of("plan.apply", "plan", hash)
                        .after(view)
                        .why(AuditTrail.purpose(Scope.QUOTA))
                        .with("pools", String.valueOf(changes.size())));
        return view;
    }
}
