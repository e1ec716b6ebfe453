package headroom.governance.control;

import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.control.LimitOverrides.Noted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The most that members of a pool get, where it is another for a while. The caller holds the pool. */
@ApplicationScoped
public class MemberOverrides {
    @PersistenceContext
    private EntityManager entities;

    public void add(UUID poolId, TenantId tenant, Noted noted) {
        noted.given(entities.createNativeQuery("""
                        insert into pool_member_overrides (tenant_id, id, pool_id, kind, amount, from_at, until_at, reason,
                                                           ticket, created_at)
                        values (?1, cast(?2 as uuid), cast(?3 as uuid), ?4, ?5, cast(?6 as timestamptz),
                                cast(?7 as timestamptz), nullif(?8, ''), nullif(?9, ''), cast(?10 as timestamptz))
                        """))
                .setParameter(1, tenant.value())
                .setParameter(3, poolId.toString())
                .executeUpdate();
    }

    /** Those of the pool's members that are in force or to come, by when they begin. */
    public Map<TenantId, List<Noted>> live(UUID poolId) {
        List<?> rows = entities.createNativeQuery("""
                        select id, kind, amount, from_at, until_at, reason, ticket, created_at, tenant_id
                        from pool_member_overrides
                        where pool_id = cast(?1 as uuid) and cancelled_at is null and until_at > clock_timestamp()
                        order by from_at, id
                        """)
                .setParameter(1, poolId.toString())
                .getResultList();
        Map<TenantId, List<Noted>> live = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            live.computeIfAbsent(new TenantId(column[8].toString()), tenant -> new ArrayList<>())
                    .add(Noted.of(column));
        }
        return live;
    }

    /** Takes one back; tells whether it was there to be. */
    public boolean cancel(UUID poolId, TenantId tenant, UUID id, Instant now) {
        return entities.createNativeQuery("""
                                update pool_member_overrides set cancelled_at = cast(?4 as timestamptz)
                                where pool_id = cast(?1 as uuid) and tenant_id = ?2 and id = cast(?3 as uuid)
                                  and cancelled_at is null and until_at > cast(?4 as timestamptz)
                                """)
                        .setParameter(1, poolId.toString())
                        .setParameter(2, tenant.value())
                        .setParameter(3, id.toString())
                        .setParameter(4, now.toString())
                        .executeUpdate()
                > 0;
    }

    /** Takes all of these back, who are no more in the pool. */
    public void cancelAll(UUID poolId, Collection<TenantId> tenants) {
        entities.createNativeQuery("""
                        update pool_member_overrides set cancelled_at = clock_timestamp()
                        where pool_id = cast(?1 as uuid) and tenant_id = any (cast(?2 as text[])) and cancelled_at is null
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
    }
}
