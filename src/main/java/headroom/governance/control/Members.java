package headroom.governance.control;

import headroom.governance.rule.DemandPace;
import headroom.governance.rule.Member;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.Reclaim;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is in which pool, on what terms. The caller holds the pool. */
@ApplicationScoped
public class Members {
    @PersistenceContext
    private EntityManager entities;

    /** The tenant as a member of the pool. */
    public Optional<Member> find(UUID poolId, TenantId tenant) {
        return of(poolId).stream()
                .filter(member -> member.terms().tenant().equals(tenant))
                .findFirst();
    }

    /** The pool's members, by tenant. */
    public List<Member> of(UUID poolId) {
        List<?> rows = entities.createNativeQuery("""
                        select tenant_id, weight, priority, reserved, max_share, demand, reclaim_since, reclaim_count,
                               reclaim_ended_at
                        from pool_members where pool_id = cast(?1 as uuid) order by tenant_id collate "C"
                        """)
                .setParameter(1, poolId.toString())
                .getResultList();
        return rows.stream().map(row -> member((Object[]) row)).toList();
    }

    /** Writes terms, of new members and of old ones; how those reclaim stays. */
    public void put(UUID poolId, String resourceType, Collection<MemberTerms> terms) {
        entities.createNativeQuery("""
                        insert into pool_members (pool_id, resource_type, tenant_id, weight, priority, reserved, max_share,
                                                  demand)
                        select cast(?1 as uuid), ?2, n.tenant_id, n.weight, n.priority, n.reserved, n.max_share, n.demand
                        from unnest(cast(?3 as text[]), cast(?4 as numeric[]), cast(?5 as integer[]), cast(?6 as numeric[]),
                                    cast(?7 as numeric[]), cast(?8 as numeric[]))
                            as n (tenant_id, weight, priority, reserved, max_share, demand)
                        on conflict (pool_id, tenant_id) do update
                            set weight = excluded.weight, priority = excluded.priority, reserved = excluded.reserved,
                                max_share = excluded.max_share, demand = excluded.demand
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, resourceType)
                .setParameter(3, Sql.array(terms, MemberTerms::tenant))
                .setParameter(4, Sql.array(terms, MemberTerms::weight))
                .setParameter(5, Sql.array(terms, MemberTerms::priority))
                .setParameter(6, Sql.array(terms, MemberTerms::reserved))
                .setParameter(7, Sql.array(terms, MemberTerms::max))
                .setParameter(8, Sql.array(terms, MemberTerms::demand))
                .executeUpdate();
    }

    /** How often the member has reported demands. */
    public DemandPace pace(UUID poolId, TenantId tenant) {
        List<?> paidUntil = entities.createNativeQuery("""
                        select demand_paid_until from pool_members
                        where pool_id = cast(?1 as uuid) and tenant_id = ?2
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, tenant.value())
                .getResultList();
        return new DemandPace(Sql.instantOrNull(paidUntil.get(0)));
    }

    /** Writes what the member has reported; none when null. */
    public void report(UUID poolId, TenantId tenant, @Nullable Amount demand, DemandPace pace) {
        entities.createNativeQuery("""
                        update pool_members set demand = cast(nullif(?3, '') as numeric),
                               demand_paid_until = cast(nullif(?4, '') as timestamptz)
                        where pool_id = cast(?1 as uuid) and tenant_id = ?2
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, tenant.value())
                .setParameter(3, Sql.orEmpty(demand))
                .setParameter(4, Sql.orEmpty(pace.paidUntil()))
                .executeUpdate();
    }

    /** Writes how these reclaim. */
    public void reclaiming(UUID poolId, Map<TenantId, Reclaim> reclaims) {
        if (reclaims.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        update pool_members m
                        set reclaim_since = n.since, reclaim_count = n.count, reclaim_ended_at = n.ended_at
                        from unnest(cast(?2 as text[]), cast(?3 as timestamptz[]), cast(?4 as integer[]),
                                    cast(?5 as timestamptz[])) as n (tenant_id, since, count, ended_at)
                        where m.pool_id = cast(?1 as uuid) and m.tenant_id = n.tenant_id
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, Sql.array(reclaims.keySet()))
                .setParameter(3, Sql.array(reclaims.values(), Reclaim::since))
                .setParameter(4, Sql.array(reclaims.values(), Reclaim::count))
                .setParameter(5, Sql.array(reclaims.values(), Reclaim::endedAt))
                .executeUpdate();
    }

    public void remove(UUID poolId, Collection<TenantId> tenants) {
        entities.createNativeQuery(
                        "delete from pool_members where pool_id = cast(?1 as uuid) and tenant_id = any (cast(?2 as text[]))")
                .setParameter(1, poolId.toString())
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
    }

    /** Which of these tenants are in a pool of the resource already, and in which. */
    public Map<TenantId, UUID> pooled(String resourceType, Collection<TenantId> tenants) {
        List<?> rows = entities.createNativeQuery("""
                        select tenant_id, pool_id from pool_members
                        where resource_type = ?1 and tenant_id = any (cast(?2 as text[]))
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .getResultList();
        Map<TenantId, UUID> pooled = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            pooled.put(new TenantId(column[0].toString()), Sql.uuid(column[1]));
        }
        return pooled;
    }

    /** The largest part that each of these has of another pool's capacity, by its weight there; nothing is missing. */
    public Map<TenantId, BigDecimal> elsewhere(UUID poolId, Collection<TenantId> tenants) {
        List<?> rows = entities.createNativeQuery("""
                        select m.tenant_id, max(coalesce(c.usage, 0) / p.capacity / m.weight)
                        from pool_members m
                        join pools p on p.id = m.pool_id and p.capacity > 0
                        join quotas q on q.tenant_id = m.tenant_id and q.resource_type = m.resource_type
                            and q.parent_id is null and q.deleted_at is null
                        join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
                        where m.tenant_id = any (cast(?2 as text[])) and m.pool_id <> cast(?1 as uuid)
                        group by m.tenant_id
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, Sql.array(tenants))
                .getResultList();
        Map<TenantId, BigDecimal> elsewhere = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            elsewhere.put(new TenantId(column[0].toString()), (BigDecimal) column[1]);
        }
        return elsewhere;
    }

    private static Member member(Object[] column) {
        MemberTerms terms = new MemberTerms(
                new TenantId(column[0].toString()),
                (BigDecimal) column[1],
                ((Number) column[2]).intValue(),
                Sql.amount(column[3]),
                Sql.amountOrNull(column[4]),
                Sql.amountOrNull(column[5]));
        Reclaim reclaim = new Reclaim(
                Sql.instantOrNull(column[6]), ((Number) column[7]).intValue(), Sql.instantOrNull(column[8]));
        return new Member(terms, reclaim);
    }
}
