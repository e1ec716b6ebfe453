package headroom.governance.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.governance.control.MemberOverrides;
import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.boundary.OverrideRequest;
import headroom.quota.boundary.OverrideView;
import headroom.quota.boundary.OverridingLimits;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.rule.LimitOverride;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the most that a member of a pool gets another for a while; the pool is settled when it begins and when it ends. */
@Stateless
public class OverridingMembers {
    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private MemberOverrides overrides;

    @Inject
    private PoolSettling settling;

    @Inject
    private DatabaseClock clock;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private AuditTrail audit;

    /** Makes one. */
    public Answer add(
            Call call,
            UUID poolId,
            TenantId tenant,
            OverrideRequest request,
            Function<Outcome<OverrideView>, Answer> answering) {
        return TenantWall.acrossTenants(() -> answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(add(poolId, tenant, request))));
    }

    private Outcome<OverrideView> add(UUID poolId, TenantId tenant, OverrideRequest request) {
        return held(poolId, tenant).then(pool -> {
            Instant now = clock.now();
            String broken = request.brokenWindow(now);
            if (broken != null) {
                return Outcome.refused(OverridingLimits.invalid("until", broken));
            }
            LimitOverride override = request.at(Ids.next(), now);
            MemberTerms terms = terms(pool, tenant).orElseThrow();
            if (override.kind() == LimitOverride.Kind.DELTA && terms.max() == null) {
                return Outcome.refused(
                        OverridingLimits.invalid("delta", "the member has no max that it could be added to"));
            }
            List<LimitOverride> others =
                    live(poolId, tenant).stream().map(Noted::override).toList();
            Optional<Refusal> obstacle = OverridingLimits.obstacle(others, override);
            if (obstacle.isPresent()) {
                return Outcome.refused(obstacle.get());
            }
            @Nullable Purpose purpose = AuditTrail.purpose(Scope.QUOTA);
            Noted noted = new Noted(override, request.reasonOr(purpose), request.ticketOr(purpose), now);
            overrides.add(poolId, tenant, noted);
            settling.settle(pool, "override", true);
            OverrideView view = OverrideView.of(noted, now);
            tell(
                    tenant,
                    AuditEvent.of("pool.override", "pool", poolId).after(view).why(purpose));
            return Outcome.done(view);
        });
    }

    /** Those of a member in force or to come. */
    public Outcome<List<OverrideView>> list(UUID poolId, TenantId tenant) {
        return TenantWall.acrossTenants(() -> {
            Optional<Pool> pool = pools.find(poolId);
            if (pool.isEmpty() || terms(pool.get(), tenant).isEmpty()) {
                return Outcome.refused(PoolRefusals.noPool(poolId));
            }
            Instant now = clock.now();
            return Outcome.done(live(poolId, tenant).stream()
                    .map(noted -> OverrideView.of(noted, now))
                    .toList());
        });
    }

    /** Takes one back before its end. */
    public Outcome<Boolean> cancel(UUID poolId, TenantId tenant, UUID id) {
        return TenantWall.acrossTenants(() -> held(poolId, tenant).then(pool -> {
            Instant now = clock.now();
            Optional<Noted> live = live(poolId, tenant).stream()
                    .filter(noted -> noted.override().id().equals(id))
                    .findFirst();
            if (live.isEmpty() || !overrides.cancel(poolId, tenant, id, now)) {
                return Outcome.refused(Refusal.of(
                        Refusal.Kind.NOT_FOUND, "the member has no override " + id + " in force or to come"));
            }
            settling.settle(pool, "override", true);
            tell(
                    tenant,
                    AuditEvent.of("pool.override.cancel", "pool", poolId)
                            .before(OverrideView.of(live.get(), now))
                            .why(AuditTrail.purpose(Scope.QUOTA)));
            return Outcome.done(true);
        }));
    }

    /** In the member's trail and the platform's. */
    private void tell(TenantId member, AuditEvent event) {
        AuditEvent named = event.with("tenant", member.value());
        audit.record(List.of(member, PlatformCallers.required()), named);
    }

    private Outcome<Pool> held(UUID poolId, TenantId tenant) {
        Optional<Pool> pool = pools.lock(poolId);
        if (pool.isEmpty()) {
            return Outcome.refused(PoolRefusals.noPool(poolId));
        }
        return terms(pool.get(), tenant).isEmpty()
                ? Outcome.refused(PoolRefusals.noMember(tenant))
                : Outcome.done(pool.get());
    }

    private Optional<MemberTerms> terms(Pool pool, TenantId tenant) {
        return members.find(pool.id(), tenant).map(Member::terms);
    }

    private List<Noted> live(UUID poolId, TenantId tenant) {
        return overrides.live(poolId).getOrDefault(tenant, List.of());
    }
}
