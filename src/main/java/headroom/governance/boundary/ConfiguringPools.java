package headroom.governance.boundary;

import headroom.governance.control.Members;
import headroom.governance.control.PoolSettling;
import headroom.governance.control.Pools;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.TenantWall;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes pools, changes and removes them and their members; the shares are settled in the same transaction. */
@Stateless
public class ConfiguringPools {
    @Inject
    private Pools pools;

    @Inject
    private Members members;

    @Inject
    private Joining joining;

    @Inject
    private PoolSettling settling;

    @Inject
    private PoolAudit audit;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    /** Makes a pool. */
    public Answer create(Call call, CreatePoolRequest request, Function<Outcome<PoolView>, Answer> answering) {
        return TenantWall.acrossTenants(() -> answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(create(call.tenant(), request))));
    }

    private Outcome<PoolView> create(TenantId platform, CreatePoolRequest request) {
        PoolTerms terms = request.terms();
        List<MemberTerms> wanted = request.memberTerms();
        Optional<Refusal> refusal = nameTaken(terms.name())
                .or(() -> brokenRules(terms, wanted))
                .or(() -> joining.obstacles(terms.resourceType(), wanted));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = clock.now();
        Pool pool = new Pool(Ids.next(), terms, 0, false, 0, now, now);
        pools.add(pool);
        joining.join(pool, wanted);
        return Outcome.done(settled(pool.id(), "create", () -> audit.created(platform, pool, wanted)));
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
            Map<TenantId, MemberTerms> after = byTenant(before.values());
            after.put(tenant, request.terms(tenant, old.map(MemberTerms::demand).orElse(null)));
            return Outcome.done(new Change(pool.terms(), List.copyOf(after.values())));
        });
    }

    /** Takes a tenant out of the pool; what it uses stays, and only its limits bind it from then on. */
    public Outcome<PoolView> removeMember(TenantId platform, UUID id, TenantId tenant) {
        return changed(platform, id, ExpectedVersion.ANY, "member", (pool, before) -> {
            Map<TenantId, MemberTerms> after = byTenant(before.values());
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
            Map<TenantId, MemberTerms> before = termsOf(pool);
            joining.leave(pool, before.keySet());
            pools.remove(id);
            audit.removed(platform, pool, before.values());
            return Outcome.done(true);
        });
    }

    /** What a member says that it wants; null has it measured. Not a change of policy, and so not audited: the run tells. */
    public Outcome<PoolView> demand(UUID id, TenantId tenant, DemandRequest request) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.lock(id).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(id));
            }
            MemberTerms terms = termsOf(pool).get(tenant);
            if (terms == null) {
                return Outcome.refused(PoolRefusals.noMember(tenant));
            }
            MemberTerms after = terms.wanting(request.demand().value());
            members.put(id, pool.terms().resourceType(), List.of(after));
            settling.settle(pool, "demand", !after.equals(terms));
            return Outcome.done(shown(id, tenant::equals));
        });
    }

    /** What a pool shall be. */
    private record Change(PoolTerms terms, List<MemberTerms> members) {}

    private interface Changing {
        Outcome<Change> of(Pool pool, Map<TenantId, MemberTerms> before);
    }

    private Outcome<PoolView> changed(
            TenantId platform, UUID id, ExpectedVersion expected, String cause, Changing changing) {
        return TenantWall.acrossTenants(() -> {
            Pool pool = pools.lock(id).orElse(null);
            if (pool == null) {
                return Outcome.refused(PoolRefusals.noPool(id));
            }
            if (!expected.isMetBy(pool.version())) {
                return Outcome.refused(ExpectedVersion.stale(pool.version()));
            }
            Map<TenantId, MemberTerms> before = termsOf(pool);
            return changing.of(pool, before).then(change -> apply(platform, pool, before, change, cause));
        });
    }

    private Outcome<PoolView> apply(
            TenantId platform, Pool pool, Map<TenantId, MemberTerms> before, Change change, String cause) {
        List<MemberTerms> joins = change.members().stream()
                .filter(terms -> !before.containsKey(terms.tenant()))
                .toList();
        Optional<Refusal> refusal = brokenRules(change.terms(), change.members())
                .or(() -> joining.obstacles(pool.terms().resourceType(), joins));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Map<TenantId, MemberTerms> after = byTenant(change.members());
        List<TenantId> leaves = before.keySet().stream()
                .filter(tenant -> !after.containsKey(tenant))
                .toList();
        joining.leave(pool, leaves);
        joining.join(pool, joins);
        List<MemberTerms> moved = after.values().stream()
                .filter(terms -> before.containsKey(terms.tenant()) && !terms.equals(before.get(terms.tenant())))
                .toList();
        members.put(pool.id(), pool.terms().resourceType(), moved);
        pools.change(pool.id(), change.terms(), clock.now());
        return Outcome.done(
                settled(pool.id(), cause, () -> audit.changed(platform, pool, change.terms(), before, after)));
    }

    /** Settles the pool as it is now, and then does what takes the last locks. */
    private PoolView settled(UUID id, String cause, Runnable last) {
        settling.settle(pools.find(id).orElseThrow(), cause, true);
        PoolView shown = shown(id, tenant -> true);
        last.run();
        return shown;
    }

    private PoolView shown(UUID id, Predicate<TenantId> whom) {
        Pool pool = pools.find(id).orElseThrow();
        return PoolView.of(pool, settling.look(pool), whom);
    }

    private Map<TenantId, MemberTerms> termsOf(Pool pool) {
        return byTenant(members.of(pool.id()).stream().map(Member::terms).toList());
    }

    private static Map<TenantId, MemberTerms> byTenant(Iterable<MemberTerms> all) {
        Map<TenantId, MemberTerms> byTenant = new TreeMap<>(Comparator.comparing(TenantId::value));
        all.forEach(terms -> byTenant.put(terms.tenant(), terms));
        return byTenant;
    }

    private Optional<Refusal> nameTaken(String name) {
        return pools.named(name).map(id -> PoolRefusals.nameTaken(name, id));
    }

    private static Optional<Refusal> brokenRules(PoolTerms terms, List<MemberTerms> members) {
        return Optional.of(terms.brokenRules(members))
                .filter(broken -> !broken.isEmpty())
                .map(PoolRefusals::broken);
    }
}
