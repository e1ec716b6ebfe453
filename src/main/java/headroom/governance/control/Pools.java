package headroom.governance.control;

import headroom.governance.rule.Pool;
import headroom.governance.rule.PoolOptions;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Constants;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pools. Whoever changes one, its members or its shares holds its row. */
@ApplicationScoped
public class Pools {
    private static final String COLUMNS = """
            select p.id, p.name, p.resource_type, p.capacity, p.strategy, p.oversubscribe, p.floor_percent,
                   p.reclaim_grace_ms, p.run_number, p.settled, p.version, p.created_at, p.updated_at
            from pools p
            """;

    @PersistenceContext
    private EntityManager entities;

    public void add(Pool pool) {
        PoolTerms terms = pool.terms();
        entities.createNativeQuery("""
                        insert into pools (id, name, resource_type, capacity, strategy, oversubscribe, floor_percent,
                                           reclaim_grace_ms, run_number, due_at, settled, version, created_at, updated_at)
                        values (cast(?1 as uuid), ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, clock_timestamp(), false, ?9,
                                cast(?10 as timestamptz), cast(?10 as timestamptz))
                        """)
                .setParameter(1, pool.id().toString())
                .setParameter(2, terms.name())
                .setParameter(3, terms.resourceType())
                .setParameter(4, terms.capacity().toBigDecimal())
                .setParameter(5, terms.strategy().wireName())
                .setParameter(6, terms.options().oversubscribe())
                .setParameter(7, terms.options().floorPercent())
                .setParameter(8, terms.options().reclaimGrace().toMillis())
                .setParameter(9, pool.version())
                .setParameter(10, pool.createdAt().toString())
                .executeUpdate();
    }

    /** Writes other terms; the resource type stays. */
    public void change(UUID id, PoolTerms terms, Instant now) {
        entities.createNativeQuery("""
                        update pools set name = ?2, capacity = ?3, strategy = ?4, oversubscribe = ?5, floor_percent = ?6,
                               reclaim_grace_ms = ?7, version = version + 1, updated_at = cast(?8 as timestamptz)
                        where id = cast(?1 as uuid)
                        """)
                .setParameter(1, id.toString())
                .setParameter(2, terms.name())
                .setParameter(3, terms.capacity().toBigDecimal())
                .setParameter(4, terms.strategy().wireName())
                .setParameter(5, terms.options().oversubscribe())
                .setParameter(6, terms.options().floorPercent())
                .setParameter(7, terms.options().reclaimGrace().toMillis())
                .setParameter(8, now.toString())
                .executeUpdate();
    }

    /** Notes what a run led to, and when the next is due. */
    public void ran(UUID id, long runNumber, boolean settled, Duration next) {
        entities.createNativeQuery("""
                        update pools set run_number = ?2, settled = ?3,
                               due_at = clock_timestamp() + make_interval(secs => ?4)
                        where id = cast(?1 as uuid)
                        """)
                .setParameter(1, id.toString())
                .setParameter(2, runNumber)
                .setParameter(3, settled)
                .setParameter(4, next.toMillis() / 1_000.0)
                .executeUpdate();
    }

    /** Has the next round divide it anew. */
    public void unsettle(UUID id) {
        entities.createNativeQuery("update pools set settled = false where id = cast(?1 as uuid)")
                .setParameter(1, id.toString())
                .executeUpdate();
    }

    public void remove(UUID id) {
        entities.createNativeQuery("delete from pools where id = cast(?1 as uuid)")
                .setParameter(1, id.toString())
                .executeUpdate();
    }

    public Optional<Pool> find(UUID id) {
        return one(COLUMNS + "where p.id = cast(?1 as uuid)", id);
    }

    /** The pool, held against every other change and run until the transaction ends. */
    public Optional<Pool> lock(UUID id) {
        return one(COLUMNS + "where p.id = cast(?1 as uuid) for update", id);
    }

    /** The same, where a run of it is due and nobody else holds it. */
    public Optional<Pool> lockDue(UUID id) {
        return one(
                COLUMNS + "where p.id = cast(?1 as uuid) and p.due_at <= clock_timestamp() for update skip locked", id);
    }

    /** Pools that a run is due of, the longest first. */
    public List<UUID> due(int limit) {
        List<?> rows = entities.createNativeQuery(
                        "select cast(id as text) from pools where due_at <= clock_timestamp() order by due_at")
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(Sql::uuid).toList();
    }

    public Optional<UUID> named(String name) {
        List<?> rows = entities.createNativeQuery("select cast(id as text) from pools where name = ?1")
                .setParameter(1, name)
                .getResultList();
        return rows.stream().map(Sql::uuid).findFirst();
    }

    /**
     * Pools by id.
     *
     * @param member only those that this tenant is in; all when null
     */
    public List<Pool> page(@Nullable String member, @Nullable UUID after, int limit) {
        Query query = entities.createNativeQuery(COLUMNS + """
                        where (?1 = '' or p.id > cast(nullif(?1, '') as uuid))
                          and (?2 = '' or exists (
                                select 1 from pool_members m where m.pool_id = p.id and m.tenant_id = ?2))
                        order by p.id
                        """)
                .setParameter(1, Sql.orEmpty(after))
                .setParameter(2, Sql.orEmpty(member))
                .setMaxResults(limit);
        return pools(query);
    }

    private Optional<Pool> one(String sql, UUID id) {
        return pools(entities.createNativeQuery(sql).setParameter(1, id.toString())).stream()
                .findFirst();
    }

    private static List<Pool> pools(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> pool((Object[]) row)).toList();
    }

    private static Pool pool(Object[] column) {
        PoolOptions options = new PoolOptions(
                (Boolean) column[5], (BigDecimal) column[6], Duration.ofMillis(((Number) column[7]).longValue()));
        PoolTerms terms = new PoolTerms(
                column[1].toString(),
                column[2].toString(),
                Sql.amount(column[3]),
                Constants.read(Strategy.class, column[4]),
                options);
        return new Pool(
                Sql.uuid(column[0]),
                terms,
                ((Number) column[8]).longValue(),
                (Boolean) column[9],
                ((Number) column[10]).longValue(),
                Sql.instant(column[11]),
                Sql.instant(column[12]));
    }
}
