package headroom.governance.boundary;

import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes pools, changes and removes them and their members; the shares are settled in the same transaction. */
@Stateless
public class ConfiguringPools {
    @Inject
    private Pools pools;

    @Inject
    private ChangingPools changing;

    @Inject
    private PoolSettling settling;

    @Inject
    private IdempotentAnswers answers;

    /** Makes a pool. */
    public Answer create(Call call, CreatePoolRequest request, Function<Outcome<PoolView>, Answer> answering) {
        return TenantWall.acrossTenants(() -> answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(create(PlatformCallers.required(), request))));
    }

    private Outcome<PoolView> create(TenantId platform, CreatePoolRequest request) {
        PoolTerms terms = request.terms();
        List<MemberTerms> wanted = request.memberTerms();
        PoolChange change = changing.made(terms, wanted);
        return nameTaken(terms.name())
                .or(() -> changing.obstacles(change, wanted))
                .<Outcome<PoolView>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(applied(platform, change, "create")));
    }

    /** Changes what the request names, where the pool's version is the one expected. */
    public Outcome<PoolView> change(TenantId platform, UUID id, ExpectedVersion expected, ChangePoolRequest request) {
        return changed(platform, id, expected, "change", (pool, before) -> {
            PoolTerms terms = request.after(pool.terms());
            boolean renamed = !terms.name().equals(pool.terms().name());
            return (renamed ? nameTaken(terms.name()) : Optional.<Refusal>empty())
                    .<Outcome<Change>>map(Outcome::refused)
                    .orElseGet(() -> Outcome.done(
                            new Change(terms, request.members(before).orElseGet(() -> List.copyOf(before.values())))));
        });
    }

    /** Puts a tenant into the pool, or on other terms. */
    public Outcome<PoolView> putMember(TenantId platform, UUID id, TenantId tenant, MemberTermsRequest request) {
        return changed(platform, id, ExpectedVersion.ANY, "member", (pool, before) -> {
            Optional<MemberTerms> old = Optional.ofNullable(before.get(tenant));
            Map<TenantId, MemberTerms> after = PoolChange.byTenant(before.values());
            after.put(tenant, request.terms(tenant, old.map(MemberTerms::demand).orElse(null)));
            return Outcome.done(new Change(pool.terms(), List.copyOf(after.values())));
        });
    }

    /** Takes a tenant out of the pool; what it uses stays, and only its limits bind it from then on. */
    public Outcome<PoolView> removeMember(TenantId platform, UUID id, TenantId tenant) {
        return changed(platform, id, ExpectedVersion.ANY, "member", (pool, before) -> {
            Map<TenantId, MemberTerms> after = PoolChange.byTenant(before.values());
            return after.remove(tenant) == null
                    ? Outcome.refused(PoolRefusals.noMember(tenant))
                    : Outcome.done(new Change(pool.terms(), List.copyOf(after.values())));
        });
    }

    /** Removes the pool; its members are bound by their limits alone. */
    public Outcome<Boolean> remove(TenantId platform, UUID id, ExpectedVersion expected) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.lock(id).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(id));
            }
            if (!expected.isMetBy(pool.version())) {
                return Outcome.refused(ExpectedVersion.stale(pool.version()));
            }
            PoolChange change = PoolChange.removed(pool, changing.termsOf(pool));
            changing.hold(change, List.of());
            changing.release(change);
            changing.tell(platform, change);
            return Outcome.done(true);
        });
    }

    /** What a pool shall be. */
    private record Change(PoolTerms terms, List<MemberTerms> members) {}

    private interface Changing {
        Outcome<Change> of(Pool pool, Map<TenantId, MemberTerms> before);
    }

    private Outcome<PoolView> changed(
            TenantId platform, UUID id, ExpectedVersion expected, String cause, Changing wanting) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.lock(id).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(id));
            }
            if (!expected.isMetBy(pool.version())) {
                return Outcome.refused(ExpectedVersion.stale(pool.version()));
            }
            Map<TenantId, MemberTerms> before = changing.termsOf(pool);
            return wanting.of(pool, before).then(change -> apply(platform, pool, before, change, cause));
        });
    }

    private Outcome<PoolView> apply(
            TenantId platform, Pool pool, Map<TenantId, MemberTerms> before, Change wanted, String cause) {
        PoolChange change = PoolChange.changed(pool, before, wanted.terms(), wanted.members());
        return changing.obstacles(change, wanted.members())
                .<Outcome<PoolView>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(applied(platform, change, cause)));
    }

    private PoolView applied(TenantId platform, PoolChange change, String cause) {
        changing.hold(change, List.of());
        changing.release(change);
        changing.write(change);
        changing.settle(change, cause);
        PoolView shown = shown(change.pool().id());
        changing.tell(platform, change);
        return shown;
    }

    private PoolView shown(UUID id) {
        Pool pool = pools.find(id).orElseThrow();
        return PoolView.of(pool, settling.look(pool), tenant -> true);
    }

    private Optional<Refusal> nameTaken(String name) {
        return pools.named(name).map(id -> PoolRefusals.nameTaken(name, id));
    }
}
