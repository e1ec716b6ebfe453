package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Books;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits that are other for a while. When one begins or ends on a tree stands with the tree: who decides after that instant
 * first turns what is due, and so no decision is by a limit of another time. The caller holds the tree.
 */
@ApplicationScoped
public class LimitOverrides {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Nodes nodes;

    @Inject
    private Trees trees;

    @Inject
    private Sounding sounding;

    @Inject
    private Keeping keeping;

    /** An override with what is only told of it. */
    public record Noted(
            LimitOverride override,
            @Nullable String reason,
            @Nullable String ticket,
            Instant createdAt) {
        /** From the columns id, kind, amount, from_at, until_at, reason, ticket, created_at. */
        public static Noted of(Object[] column) {
            return new Noted(
                    LimitOverrides.override(column),
                    Sql.textOrNull(column[5]),
                    Sql.textOrNull(column[6]),
                    Sql.instant(column[7]));
        }

        /**
         * Gives a statement what it writes of it: the id as ?2; kind, amount, from_at, until_at, reason, ticket and created_at as ?4 to ?10, of
         * which the ticket and the reason are empty where there is none.
         */
        public Query given(Query statement) {
            return statement
                    .setParameter(2, override.id().toString())
                    .setParameter(4, Constants.written(override.kind()))
                    .setParameter(5, override.amount().toBigDecimal())
                    .setParameter(6, override.from().toString())
                    .setParameter(7, override.until().toString())
                    .setParameter(8, Sql.orEmpty(reason))
                    .setParameter(9, Sql.orEmpty(ticket))
                    .setParameter(10, createdAt.toString());
        }
    }

    public void add(TenantId tenant, UUID quotaId, Noted noted) {
        noted.given(entities.createNativeQuery("""
                        insert into quota_overrides (tenant_id, id, quota_id, kind, amount, from_at, until_at, reason, ticket,
                                                     created_at)
                        values (?1, cast(?2 as uuid), cast(?3 as uuid), ?4, ?5, cast(?6 as timestamptz),
                                cast(?7 as timestamptz), nullif(?8, ''), nullif(?9, ''), cast(?10 as timestamptz))
                        """))
                .setParameter(1, tenant.value())
                .setParameter(3, quotaId.toString())
                .executeUpdate();
    }

    /** The quota's overrides that are in force or to come at {@code now}, by when they begin. */
    public List<Noted> live(TenantId tenant, UUID quotaId, Instant now) {
        List<?> rows = entities.createNativeQuery("""
                        select id, kind, amount, from_at, until_at, reason, ticket, created_at from quota_overrides
                        where tenant_id = ?1 and quota_id = cast(?2 as uuid) and cancelled_at is null
                          and until_at > cast(?3 as timestamptz)
                        order by from_at, id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, quotaId.toString())
                .setParameter(3, now.toString())
                .getResultList();
        return rows.stream().map(row -> Noted.of((Object[]) row)).toList();
    }

    /** Takes one back; tells whether it was there to be. */
    public boolean cancel(TenantId tenant, UUID quotaId, UUID id, Instant now) {
        return entities.createNativeQuery("""
                                update quota_overrides set cancelled_at = cast(?4 as timestamptz)
                                where tenant_id = ?1 and quota_id = cast(?2 as uuid) and id = cast(?3 as uuid)
                                  and cancelled_at is null and until_at > cast(?4 as timestamptz)
                                """)
                        .setParameter(1, tenant.value())
                        .setParameter(2, quotaId.toString())
                        .setParameter(3, id.toString())
                        .setParameter(4, now.toString())
                        .executeUpdate()
                > 0;
    }

    /** Brings the limits of the tree's quotas to what they are at {@code now}. */
    public void turn(TenantId tenant, QuotaTree tree, Instant now) {
        Map<UUID, Base> bases = bases(tenant, tree, now);
        if (bases.isEmpty() && !tree.hasOverrides()) {
            return;
        }
        Map<UUID, @Nullable Amount> changed = new LinkedHashMap<>();
        List<LimitOverride> all = new ArrayList<>();
        bases.forEach((quotaId, base) -> {
            all.addAll(base.overrides());
            @Nullable Amount limit =
                    LimitOverride.limit(base.overrides(), base.limit(), now).orElse(null);
            if (!Objects.equals(limit, base.inForce())) {
                changed.put(quotaId, limit);
            }
        });
        if (!changed.isEmpty()) {
            settle(tenant, changed, bases, now);
            write(tenant, changed);
            keeping.reckon(tenant, tree.id(), now);
        }
        tree.turnOverridesAt(LimitOverride.nextTurn(all, now).orElse(null));
        trees.decided(tree, now);
        entities.flush();
    }

    /** These limits of a quota as they are in force at {@code now}: with what its overrides make of them. */
    public Limits inForce(TenantId tenant, QuotaTree tree, UUID quotaId, Limits limits, Instant now) {
        if (!tree.hasOverrides()) {
            return limits;
        }
        List<LimitOverride> all =
                live(tenant, quotaId, now).stream().map(Noted::override).toList();
        return limits.limitedTo(LimitOverride.limit(all, limits.limit(), now).orElse(limits.limit()));
    }

    /** Bursts drain by the old limits until now, and alarms are judged by the new ones. */
    private void settle(TenantId tenant, Map<UUID, @Nullable Amount> changed, Map<UUID, Base> bases, Instant now) {
        Books books = new Books(List.of());
        for (NodeRow row : nodes.paths(tenant, changed.keySet())) {
            Node node = row.node();
            if (changed.containsKey(node.id())) {
                Amount limit = changed.get(node.id());
                Amount base = Objects.requireNonNull(bases.get(node.id())).limit();
                books.put(node.with(node.limits().limitedTo(limit == null ? base : limit), now));
            }
        }
        sounding.judge(tenant, books, now);
        nodes.save(tenant, books.touched());
    }

    private void write(TenantId tenant, Map<UUID, @Nullable Amount> limits) {
        entities.createNativeQuery("""
                        update quotas q set limit_override = n.amount
                        from unnest(cast(?2 as uuid[]), cast(?3 as numeric[])) as n (id, amount)
                        where q.tenant_id = ?1 and q.id = n.id
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, Sql.array(limits.keySet()))
                .setParameter(3, Sql.array(limits.keySet(), limits::get))
                .executeUpdate();
    }

    /**
     * A quota that has overrides.
     *
     * @param limit without any
     * @param inForce what stands in its place now; nothing when null
     */
    private record Base(Amount limit, @Nullable Amount inForce, List<LimitOverride> overrides) {}

    private Map<UUID, Base> bases(TenantId tenant, QuotaTree tree, Instant now) {
        List<?> rows = entities.createNativeQuery("""
                        select o.id, o.kind, o.amount, o.from_at, o.until_at, q.id, q.limit_value, q.limit_override
                        from quotas q
                        left join quota_overrides o on o.tenant_id = q.tenant_id and o.quota_id = q.id
                            and o.cancelled_at is null and o.until_at > cast(?3 as timestamptz)
                        where q.tenant_id = ?1 and q.tree_id = cast(?2 as uuid) and q.deleted_at is null
                          and (o.id is not null or q.limit_override is not null)
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, tree.id().toString())
                .setParameter(3, now.toString())
                .getResultList();
        Map<UUID, Base> bases = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            Base base = bases.computeIfAbsent(
                    Sql.uuid(column[5]),
                    id -> new Base(Sql.amount(column[6]), Sql.amountOrNull(column[7]), new ArrayList<>()));
            if (column[0] != null) {
                base.overrides().add(override(column));
            }
        }
        return bases;
    }

    private static LimitOverride override(Object[] column) {
        return new LimitOverride(
                Sql.uuid(column[0]),
                Constants.read(LimitOverride.Kind.class, column[1]),
                Sql.amount(column[2]),
                Sql.instant(column[3]),
                Sql.instant(column[4]));
    }
}
