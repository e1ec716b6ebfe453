package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What pools leave their members. A tenant that shares a resource has one tree of it, so that one bound binds all that it
 * uses; whoever makes a root or brings a tenant into a pool holds the {@linkplain #holdRoots same lock}.
 */
@ApplicationScoped
public class TenantShares {
    /** A refusal that names more is no better. */
    private static final int MAX_ROOTS_NAMED = 10;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /**
     * What a pool leaves a tenant.
     *
     * @param amount null where the pool does not bound it
     */
    public record Share(@Nullable Amount amount) {}

    /**
     * A member's one tree, and what it has.
     *
     * @param share null where the pool does not bound it
     * @param root its root quota; none when null
     * @param limit the root's effective limit; none without a root
     * @param paused whether the tenant may allocate nothing new now
     */
    public record Member(
            TenantId tenant,
            @Nullable Amount share,
            @Nullable UUID root,
            @Nullable Amount limit,
            Amount usage,
            boolean paused) {}

    /** Waits for whoever makes a root of the resource or brings the tenant into a pool of it, until the transaction ends. */
    public void holdRoots(TenantId tenant, String resourceType) {
        locks.hold("roots " + tenant + ' ' + resourceType);
    }

    /** The tenant's share, kept as it is until the transaction ends; empty where the tenant is in no pool of the resource. */
    public Optional<Share> keep(TenantId tenant, String resourceType) {
        List<?> rows = entities.createNativeQuery(
                        "select share from tenant_shares where tenant_id = ?1 and resource_type = ?2 for share")
                .setParameter(1, tenant.value())
                .setParameter(2, resourceType)
                .getResultList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Share(Sql.amountOrNull(rows.get(0))));
    }

    /** The live roots of the resource. */
    public List<UUID> roots(TenantId tenant, String resourceType) {
        List<?> rows = entities.createNativeQuery("""
                        select cast(id as text) from quotas
                        where tenant_id = ?1 and resource_type = ?2 and parent_id is null and deleted_at is null order by id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, resourceType)
                .setMaxResults(MAX_ROOTS_NAMED)
                .getResultList();
        return rows.stream().map(Sql::uuid).toList();
    }

    /** Why there can be no further root of the resource, if so; who asks makes none after this without asking again. */
    public Optional<FieldError> noFurtherRoot(TenantId tenant, String resourceType) {
        holdRoots(tenant, resourceType);
        if (keep(tenant, resourceType).isEmpty()) {
            return Optional.empty();
        }
        return roots(tenant, resourceType).stream()
                .findFirst()
                .map(root -> new FieldError(
                        "parent_id",
                        "the tenant shares its " + resourceType + " in a pool and has one tree of it, " + root));
    }

    /** Begins to share with this tenant: nothing at first. */
    public void begin(TenantId tenant, String resourceType) {
        hold(resourceType, List.of(tenant));
        entities.createNativeQuery("insert into tenant_shares (tenant_id, resource_type, share) values (?1, ?2, 0)")
                .setParameter(1, tenant.value())
                .setParameter(2, resourceType)
                .executeUpdate();
        bindTrees(resourceType, List.of(tenant));
    }

    /** Shares with these tenants no more: their trees are bound by their limits alone. */
    public void end(String resourceType, Collection<TenantId> tenants) {
        hold(resourceType, tenants);
        entities.createNativeQuery(
                        "update tenant_shares set share = null where resource_type = ?1 and tenant_id = any (cast(?2 as text[]))")
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
        bindTrees(resourceType, tenants);
        entities.createNativeQuery(
                        "delete from tenant_shares where resource_type = ?1 and tenant_id = any (cast(?2 as text[]))")
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
    }

    /**
     * Waits for the decisions under way in the trees of these tenants, in one order, and holds the trees until the transaction
     * ends. Whoever changes shares does so first: who holds a tree may wait for a share, nobody the other way round.
     */
    public void hold(String resourceType, Collection<TenantId> tenants) {
        entities.createNativeQuery("""
                        select t.id is null from quotas q
                        join quota_trees t on t.tenant_id = q.tenant_id and t.id = q.tree_id
                        where q.resource_type = ?1 and q.tenant_id = any (cast(?2 as text[]))
                          and q.parent_id is null and q.deleted_at is null
                        order by q.tenant_id collate "C", t.id for update of t
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .getResultList();
    }

    /** Sets what members may use, whose trees are held; they bind whatever is decided after this transaction. */
    public void set(String resourceType, Map<TenantId, @Nullable Amount> shares) {
        if (shares.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        update tenant_shares s set share = n.share
                        from unnest(cast(?2 as text[]), cast(?3 as numeric[])) as n (tenant_id, share)
                        where s.tenant_id = n.tenant_id and s.resource_type = ?1
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(shares.keySet()))
                .setParameter(3, Sql.array(shares.keySet(), shares::get))
                .executeUpdate();
        bindTrees(resourceType, shares.keySet());
    }

    /** How these members stand, each as of now. */
    public List<Member> standing(String resourceType, Collection<TenantId> tenants) {
        List<?> rows = entities.createNativeQuery("""
                        select s.tenant_id, s.share, q.id, trunc(coalesce(q.limit_override, q.limit_value) * q.overcommit_ratio, 4), coalesce(c.usage, 0),
                               n.paused_mode is not null and coalesce(n.paused_until > clock_timestamp(), true)
                        from tenant_shares s
                        join tenants n on n.tenant_id = s.tenant_id
                        left join quotas q on q.tenant_id = s.tenant_id and q.resource_type = s.resource_type
                            and q.parent_id is null and q.deleted_at is null
                        left join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
                        where s.resource_type = ?1 and s.tenant_id = any (cast(?2 as text[]))
                        order by s.tenant_id
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .getResultList();
        return rows.stream().map(row -> member((Object[]) row)).toList();
    }

    /**
     * How these tenants would stand as members, in a pool or not: one for each tree that they have of the resource, or without a
     * root; nothing of a tenant that there is not.
     */
    public List<Member> prospects(String resourceType, Collection<TenantId> tenants) {
        List<?> rows = entities.createNativeQuery("""
                        select n.tenant_id, s.share, q.id, trunc(coalesce(q.limit_override, q.limit_value) * q.overcommit_ratio, 4), coalesce(c.usage, 0),
                               n.paused_mode is not null and coalesce(n.paused_until > clock_timestamp(), true)
                        from tenants n
                        left join tenant_shares s on s.tenant_id = n.tenant_id and s.resource_type = ?1
                        left join quotas q on q.tenant_id = n.tenant_id and q.resource_type = ?1
                            and q.parent_id is null and q.deleted_at is null
                        left join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
                        where n.tenant_id = any (cast(?2 as text[]))
                        order by n.tenant_id, q.id
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .getResultList();
        return rows.stream().map(row -> member((Object[]) row)).toList();
    }

    /** Brings the shares to the trees, also to those that were made while the shares were waited for. */
    private void bindTrees(String resourceType, Collection<TenantId> tenants) {
        entities.createNativeQuery("""
                        update quota_trees t set share = s.share from tenant_shares s
                        join quotas q on q.tenant_id = s.tenant_id and q.resource_type = s.resource_type
                            and q.parent_id is null and q.deleted_at is null
                        where s.resource_type = ?1 and s.tenant_id = any (cast(?2 as text[]))
                          and t.tenant_id = q.tenant_id and t.id = q.tree_id
                        """)
                .setParameter(1, resourceType)
                .setParameter(2, Sql.array(tenants))
                .executeUpdate();
    }

    private static Member member(Object[] column) {
        return new Member(
                new TenantId(column[0].toString()),
                Sql.amountOrNull(column[1]),
                Sql.uuidOrNull(column[2]),
                Sql.amountOrNull(column[3]),
                Sql.amount(column[4]),
                (Boolean) column[5]);
    }
}
