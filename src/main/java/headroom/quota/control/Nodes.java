package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.entity.NodeRow;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.Books;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Tally;
import headroom.tenant.boundary.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Quotas with their counters, read as the nodes that decisions are made on, and the counters written back in bulk. */
@ApplicationScoped
public class Nodes {
    private static final String COLUMNS = """
            select clock_timestamp() as now, q.id, q.parent_id, q.entity_type, q.entity_id, q.resource_type,
                   coalesce(q.limit_override, q.limit_value), q.overcommit_ratio, q.soft_limit, q.burst_limit, q.burst_seconds, c.reserved, c.active,
                   c.consumed, c.usage, c.consumed_below, c.burst_unit_seconds, c.burst_as_of, q.tree_id, t.period,
                   q.alert_percents, c.alarms, case when q.parent_id is null then t.share end as share,
                   q.borrowing_limit, q.lending_limit, c.set_aside
            """;

    private static final String JOINED = COLUMNS + """
            from quotas q
            join quota_counters c on c.tenant_id = q.tenant_id and c.quota_id = q.id
            join quota_trees t on t.tenant_id = q.tenant_id and t.id = q.tree_id
            """;

    /** From few to many, row by row: a limit keeps the database from turning it round, whatever it thinks of the sizes. */
    private static final String UPWARD = """
            with recursive path as (
                select q.id, q.parent_id from quotas q
                where q.tenant_id = ?1 and q.id = any (cast(?2 as uuid[])) and q.deleted_at is null
                union
                select q.id, q.parent_id from path p cross join lateral (
                    select x.id, x.parent_id from quotas x where x.tenant_id = ?1 and x.id = p.parent_id limit 1) q
            )
            """;

    private static final String OF_PATH = """
            from path p
            cross join lateral (select * from quotas x where x.tenant_id = ?1 and x.id = p.id limit 1) q
            cross join lateral (select * from quota_counters x where x.tenant_id = ?1 and x.quota_id = p.id limit 1) c
            cross join lateral (select * from quota_trees x where x.tenant_id = ?1 and x.id = q.tree_id limit 1) t
            """;

    private static final String PATHS = UPWARD + COLUMNS + OF_PATH;

    private static final String PATHS_AND_PAUSE = UPWARD + COLUMNS + ", " + Pause.COLUMNS + OF_PATH;

    private static final String SUBTREE = """
            with recursive subtree as (
                select q.id, 1 as depth from quotas q
                where q.tenant_id = ?1 and q.id = cast(?2 as uuid) and q.deleted_at is null
                union all
                select q.id, s.depth + 1 from quotas q join subtree s on q.parent_id = s.id
                where q.tenant_id = ?1 and q.deleted_at is null and s.depth < ?3
            )
            """ + JOINED + """
            where q.tenant_id = ?1 and q.id in (select id from subtree) order by q.id
            """;

    private static final String SAVE = """
            update quota_counters c
            set reserved = n.reserved, active = n.active, consumed = n.consumed, usage = n.usage,
                consumed_below = n.consumed_below, burst_unit_seconds = n.burst_unit_seconds,
                burst_as_of = n.burst_as_of, burst_empty_at = n.burst_empty_at, alarms = n.alarms,
                alarm_clear_at = n.alarm_clear_at, set_aside = n.set_aside, version = c.version + 1
            from unnest(cast(?2 as uuid[]), cast(?3 as numeric[]), cast(?4 as numeric[]), cast(?5 as numeric[]),
                        cast(?6 as numeric[]), cast(?7 as numeric[]), cast(?8 as numeric[]),
                        cast(?9 as timestamptz[]), cast(?10 as timestamptz[]), cast(?11 as text[]),
                        cast(?12 as timestamptz[]), cast(?13 as numeric[]))
                 as n (quota_id, reserved, active, consumed, usage, consumed_below, burst_unit_seconds, burst_as_of,
                       burst_empty_at, alarms, alarm_clear_at, set_aside)
            cross join lateral (
                select x.ctid from quota_counters x where x.tenant_id = ?1 and x.quota_id = n.quota_id limit 1) at
            where c.ctid = at.ctid
            """;

    @PersistenceContext
    private EntityManager entities;

    /** The live ones of these quotas and all their ancestors, in no order. */
    public List<NodeRow> paths(TenantId tenant, Collection<UUID> quotaIds) {
        return rows(entities.createNativeQuery(PATHS)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(quotaIds)));
    }

    /**
     * A path as it was at one moment.
     *
     * @param path root to leaf
     * @param now the moment, by the database's clock
     * @param pause whether the tenant was paused
     */
    public record Moment(List<Node> path, Instant now, Pause pause) {}

    /** The live quota with its ancestors, in one statement. */
    public Optional<Moment> pathNow(TenantId tenant, UUID quotaId) {
        List<Object[]> rows = columns(entities.createNativeQuery(PATHS_AND_PAUSE)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(List.of(quotaId))));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Books books = new Books(rows.stream().map(row -> row(row).node()).toList());
        Object[] last = rows.get(rows.size() - 1);
        return Optional.of(new Moment(books.path(quotaId), Sql.instant(last[0]), Pause.of(last[26], last[27])));
    }

    /**
     * The quota and the live ones below it, by id.
     *
     * @param depth levels to go down, the quota's own counted
     * @param limit nodes at most
     */
    public List<NodeRow> subtree(TenantId tenant, UUID quotaId, int depth, int limit) {
        return rows(entities.createNativeQuery(SUBTREE)
                .setParameter(1, tenant.value())
                .setParameter(2, quotaId.toString())
                .setParameter(3, depth)
                .setMaxResults(limit));
    }

    /** The live quotas of a tree that have a burst account or an open alarm. */
    public List<NodeRow> withBurstOrAlarm(TenantId tenant, UUID treeId) {
        return rows(entities.createNativeQuery(JOINED + """
                        where q.tenant_id = ?1 and q.tree_id = cast(?2 as uuid) and q.deleted_at is null
                          and (q.burst_limit is not null or c.alarms <> '')
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString()));
    }

    /**
     * The live quotas of a tree that time alone has changed since they were last written, with their ancestors: whose burst
     * account has run empty, or an alarm of which is over.
     */
    List<NodeRow> changedByTime(TenantId tenant, UUID treeId, Instant now) {
        List<?> ids = entities.createNativeQuery("""
                        select cast(q.id as text) from quota_counters c
                        join quotas q on q.tenant_id = c.tenant_id and q.id = c.quota_id
                        where q.tenant_id = ?1 and q.tree_id = cast(?2 as uuid) and q.deleted_at is null
                          and (c.burst_empty_at <= cast(?3 as timestamptz) or c.alarm_clear_at <= cast(?3 as timestamptz))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString())
                .setParameter(3, now.toString())
                .getResultList();
        return ids.isEmpty()
                ? List.of()
                : paths(tenant, ids.stream().map(Sql::uuid).toList());
    }

    /** The live quotas of a tree that keep something for themselves (rule Q14), with their ancestors. */
    List<NodeRow> keeping(TenantId tenant, UUID treeId) {
        List<?> ids = entities.createNativeQuery("""
                        select cast(id as text) from quotas
                        where tenant_id = ?1 and tree_id = cast(?2 as uuid) and lending_limit is not null
                          and deleted_at is null
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, treeId.toString())
                .getResultList();
        return ids.isEmpty()
                ? List.of()
                : paths(tenant, ids.stream().map(Sql::uuid).toList());
    }

    /** Adds the counters of a new quota. */
    public void insert(TenantId tenant, Node node) {
        entities.createNativeQuery("""
                        insert into quota_counters (tenant_id, quota_id, burst_unit_seconds, burst_as_of)
                        values (?1, cast(?2 as uuid), ?3, cast(?4 as timestamptz))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, node.id().toString())
                .setParameter(3, node.burst().unitSeconds())
                .setParameter(4, node.burst().asOf().toString())
                .executeUpdate();
    }

    /** Writes the counters of all these nodes in one statement. The caller holds the locks of their trees. */
    public void save(TenantId tenant, Collection<Node> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        int saved = entities.createNativeQuery(SAVE)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(nodes, Node::id))
                .setParameter(3, Sql.array(nodes, node -> node.tally().reserved()))
                .setParameter(4, Sql.array(nodes, node -> node.tally().active()))
                .setParameter(5, Sql.array(nodes, node -> node.tally().consumed()))
                .setParameter(6, Sql.array(nodes, node -> node.tally().usage()))
                .setParameter(7, Sql.array(nodes, node -> node.tally().consumedBelow()))
                .setParameter(8, Sql.array(nodes, node -> node.burst().unitSeconds()))
                .setParameter(9, Sql.array(nodes, node -> node.burst().asOf()))
                .setParameter(10, Sql.array(nodes, Nodes::burstEmptyAt))
                .setParameter(11, Sql.array(nodes, node -> node.alarms().openAsText()))
                .setParameter(12, Sql.array(nodes, Nodes::alarmClearAt))
                .setParameter(13, Sql.array(nodes, node -> node.tally().setAside()))
                .executeUpdate();
        if (saved != nodes.size()) {
            throw new IllegalStateException("of " + nodes.size() + " counters only " + saved + " exist");
        }
    }

    private static @Nullable Instant burstEmptyAt(Node node) {
        return node.burst().emptyAt(node.limits(), node.tally().usage()).orElse(null);
    }

    private static @Nullable Instant alarmClearAt(Node node) {
        return node.alarms().clearAt().orElse(null);
    }

    private static List<NodeRow> rows(Query query) {
        return columns(query).stream().map(Nodes::row).toList();
    }

    private static List<Object[]> columns(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private static NodeRow row(Object[] column) {
        Limits limits = new Limits(
                Sql.amount(column[6]),
                (BigDecimal) column[7],
                Sql.amountOrNull(column[8]),
                Sql.amountOrNull(column[9]),
                ((Number) column[10]).intValue(),
                Sql.amountOrNull(column[23]),
                Sql.amountOrNull(column[24]));
        Tally tally = new Tally(
                amount(column, 11),
                amount(column, 12),
                amount(column, 13),
                amount(column, 14),
                amount(column, 15),
                amount(column, 25));
        EntityName name =
                new EntityName(Constants.read(EntityType.class, column[3]), column[4].toString(), column[5].toString());
        Node node = new Node(
                Sql.uuid(column[1]),
                Sql.uuidOrNull(column[2]),
                name,
                limits,
                tally,
                new BurstAccount((BigDecimal) column[16], Sql.instant(column[17])),
                new Alarms(Alarms.percentsFrom(Sql.textOrNull(column[20])), Alarms.openFrom(column[21].toString())),
                Sql.amountOrNull(column[22]));
        return new NodeRow(node, Sql.uuid(column[18]), period(column[19]));
    }

    private static Amount amount(Object[] column, int index) {
        return Sql.amount(column[index]);
    }

    private static @Nullable Period period(@Nullable Object column) {
        return column == null ? null : Constants.read(Period.class, column);
    }
}
