package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.platform.Sql;
import headroom.quota.entity.Quota;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The quotas. */
@ApplicationScoped
public class Quotas {
    @PersistenceContext
    private EntityManager entities;

    /** Where a quota is: its id and the tree that its decisions are serialised by. */
    public record Location(UUID quotaId, UUID treeId) {}

    /** Which quotas a list holds; an empty part does not restrict. */
    public record Filter(
            Optional<EntityType> entityType,
            Optional<String> entityId,
            Optional<String> resourceType,
            Optional<UUID> parentId) {
        /** The columns that are restricted, each to its value: only those, so that the database can choose an index. */
        Map<String, String> columns() {
            Map<String, String> columns = new LinkedHashMap<>();
            entityType.ifPresent(type -> columns.put("entity_type", type.wireName()));
            entityId.ifPresent(id -> columns.put("entity_id", id));
            resourceType.ifPresent(name -> columns.put("resource_type", name));
            parentId.ifPresent(id -> columns.put("parent_id", id.toString()));
            return columns;
        }
    }

    /** The live quota. */
    public Optional<Quota> find(TenantId tenant, UUID id) {
        return findEvenDeleted(tenant, id).filter(quota -> !quota.isDeleted());
    }

    public Optional<Quota> findEvenDeleted(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(Quota.class, new ScopedId(tenant, id)));
    }

    /** Brings a quota that was read before its tree was held up to date. */
    public void refresh(Quota quota) {
        entities.refresh(quota);
    }

    /** Adds a quota; its name's uniqueness (rule Q1) is the database's to guard. */
    public void add(Quota quota) {
        entities.persist(quota);
        entities.flush();
    }

    /** The live roots of the tenant, by id. */
    public List<UUID> roots(TenantId tenant, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select cast(id as text) from quotas
                        where tenant_id = ?1 and parent_id is null and deleted_at is null order by id
                        """)
                .setParameter(1, tenant.value())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(Sql::uuid).toList();
    }

    /** Where these live quotas are, by id. */
    public Map<UUID, Location> locate(TenantId tenant, Collection<UUID> ids) {
        List<?> rows = entities.createNativeQuery("""
                        select id, tree_id from quotas
                        where tenant_id = ?1 and id = any (cast(?2 as uuid[])) and deleted_at is null
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(ids))
                .getResultList();
        Map<UUID, Location> found = new HashMap<>();
        for (Object row : rows) {
            Location location = location((Object[]) row);
            found.put(location.quotaId(), location);
        }
        return found;
    }

    /** Where the live quotas of these names are. */
    public Map<EntityName, Location> locateByName(TenantId tenant, Collection<EntityName> names) {
        List<?> rows = entities.createNativeQuery("""
                        select q.id, q.tree_id, q.entity_type, q.entity_id, q.resource_type
                        from unnest(cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]))
                             as n (entity_type, entity_id, resource_type)
                        cross join lateral (
                            select * from quotas x
                            where x.tenant_id = ?1 and x.entity_type = n.entity_type and x.entity_id = n.entity_id
                              and x.resource_type = n.resource_type and x.deleted_at is null limit 1) q
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(names, name -> name.type().wireName()))
                .setParameter(3, Sql.array(names, EntityName::id))
                .setParameter(4, Sql.array(names, EntityName::resourceType))
                .getResultList();
        Map<EntityName, Location> found = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            EntityType type = Constants.read(EntityType.class, column[2]);
            found.put(new EntityName(type, column[3].toString(), column[4].toString()), location(column));
        }
        return found;
    }

    /** A page of live quotas after this id, in the order of their ids. */
    public List<Quota> page(TenantId tenant, Filter filter, Optional<UUID> after, int limit) {
        StringBuilder sql =
                new StringBuilder("select q.* from quotas q where q.tenant_id = ?1 and q.deleted_at is null");
        List<String> values = new ArrayList<>(List.of(tenant.value()));
        filter.columns().forEach((column, value) -> {
            values.add(value);
            sql.append(" and q.").append(column).append(" = ?").append(values.size());
        });
        after.ifPresent(id -> {
            values.add(id.toString());
            sql.append(" and q.id > ?").append(values.size());
        });
        Query query = entities.createNativeQuery(sql.append(" order by q.id").toString(), Quota.class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        List<?> rows = query.setMaxResults(limit).getResultList();
        return rows.stream().map(Quota.class::cast).toList();
    }

    /** The ids of the live quotas below this one, itself included, each with its level below it (itself: 1). */
    public Map<UUID, Integer> subtree(TenantId tenant, UUID id) {
        List<?> rows = entities.createNativeQuery("""
                        with recursive subtree as (
                            select q.id, 1 as level from quotas q
                            where q.tenant_id = ?1 and q.id = cast(?2 as uuid) and q.deleted_at is null
                            union all
                            select q.id, s.level + 1 from quotas q join subtree s on q.parent_id = s.id
                            where q.tenant_id = ?1 and q.deleted_at is null
                        )
                        select id, level from subtree
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .getResultList();
        Map<UUID, Integer> levels = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            levels.put(Sql.uuid(column[0]), ((Number) column[1]).intValue());
        }
        return levels;
    }

    /** The largest raw limit among the live children. */
    public Optional<Amount> largestChildLimit(TenantId tenant, UUID id) {
        return largestChildLimit(tenant, id, List.of());
    }

    /** The largest raw limit among the live children without these. */
    public Optional<Amount> largestChildLimit(TenantId tenant, UUID id, Collection<UUID> without) {
        Object largest = entities.createNativeQuery("""
                        select max(limit_value) from quotas
                        where tenant_id = ?1 and parent_id = cast(?2 as uuid) and deleted_at is null
                          and not id = any (cast(?3 as uuid[]))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .setParameter(3, Sql.array(without))
                .getSingleResult();
        return Optional.ofNullable(Sql.amountOrNull(largest));
    }

    /** Puts the whole subtree, deleted quotas and what waits for them too, into another tree (rule Q13). */
    public void changeTree(TenantId tenant, UUID id, UUID treeId) {
        entities.createNativeQuery("""
                        with recursive subtree as (
                            select q.id from quotas q where q.tenant_id = ?1 and q.id = cast(?2 as uuid)
                            union all
                            select q.id from quotas q join subtree s on q.parent_id = s.id where q.tenant_id = ?1
                        )
                        update quotas set tree_id = cast(?3 as uuid)
                        where tenant_id = ?1 and id in (select id from subtree)
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .setParameter(3, treeId.toString())
                .executeUpdate();
        entities.createNativeQuery("""
                        update waiting_requests w set tree_id = q.tree_id from quotas q
                        where w.tenant_id = ?1 and w.state = 'waiting' and q.tenant_id = w.tenant_id and q.id = w.quota_id
                          and q.tree_id = cast(?2 as uuid) and w.tree_id <> q.tree_id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString())
                .executeUpdate();
    }

    /** Deletes the live quotas with these ids at {@code now}; their rows stay. */
    public void delete(TenantId tenant, Collection<UUID> ids, Instant now) {
        entities.createNativeQuery("""
                        update quotas set deleted_at = cast(?3 as timestamptz), updated_at = cast(?3 as timestamptz),
                               version = version + 1
                        where tenant_id = ?1 and id = any (cast(?2 as uuid[])) and deleted_at is null
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(ids))
                .setParameter(3, now.toString())
                .executeUpdate();
    }

    private static Location location(Object[] column) {
        return new Location(Sql.uuid(column[0]), Sql.uuid(column[1]));
    }
}
