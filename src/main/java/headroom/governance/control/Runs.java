package headroom.governance.control;

import headroom.governance.rule.Pool;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.platform.Sql;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs of the pools, the newest {@value #KEPT} of each, of large pools fewer. They outlive their pool. */
@ApplicationScoped
public class Runs {
    /** Some hours of a pool that moves all the time; of a quiet one, all. */
    public static final int KEPT = 10_000;

    /**
     * Members in all runs of a pool that are kept, each run counted as one more: some 200 MB. The newest 10,000 runs of a pool of
     * up to 99 members, the newest 1,000 of one of 1,000.
     */
    private static final int MAX_PARTS = 1_000_000;

    @PersistenceContext
    private EntityManager entities;

    /** What every list of runs shows of one. */
    public record Run(long number, Instant at, String cause, Strategy strategy, Amount capacity) {}

    /** A run with what it divided. */
    public record Whole(Run run, Divided divided) {}

    public void add(UUID poolId, Run run, Divided divided) {
        entities.createNativeQuery("""
                        insert into pool_runs (pool_id, number, run_at, cause, strategy, capacity, division, parts_until)
                        select cast(?1 as uuid), ?2, cast(?3 as timestamptz), ?4, ?5, ?6, ?7,
                               1 + ?8 + coalesce((select max(parts_until) from pool_runs where pool_id = cast(?1 as uuid)), 0)
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, run.number())
                .setParameter(3, run.at().toString())
                .setParameter(4, run.cause())
                .setParameter(5, run.strategy().wireName())
                .setParameter(6, run.capacity().toBigDecimal())
                .setParameter(7, Json.write(divided))
                .setParameter(8, divided.members().size())
                .executeUpdate();
        forget(poolId, run.number() - KEPT);
    }

    /** Forgets the oldest: up to this one, and what weighs too much beside the newest. */
    private void forget(UUID poolId, long number) {
        entities.createNativeQuery("""
                        delete from pool_runs where pool_id = cast(?1 as uuid) and number <= greatest(?2, coalesce((
                            select max(number) from pool_runs where pool_id = cast(?1 as uuid) and parts_until <= (
                                select max(parts_until) - ?3 from pool_runs where pool_id = cast(?1 as uuid))), 0))
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, number)
                .setParameter(3, MAX_PARTS)
                .executeUpdate();
    }

    /** Runs of a pool, the newest first. */
    public List<Run> page(UUID poolId, @Nullable Long before, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select number, run_at, cause, strategy, capacity from pool_runs
                        where pool_id = cast(?1 as uuid) and number < ?2 order by number desc
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, before == null ? Long.MAX_VALUE : before)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(row -> run((Object[]) row)).toList();
    }

    /** Whether the pool has been divided so many times since then. */
    public boolean isDivided(Pool pool, int times, Instant since) {
        return !entities.createNativeQuery("""
                                select number from pool_runs
                                where pool_id = cast(?1 as uuid) and number = ?2 and run_at > cast(?3 as timestamptz)
                                """)
                .setParameter(1, pool.id().toString())
                .setParameter(2, pool.runNumber() - times + 1)
                .setParameter(3, since.toString())
                .getResultList()
                .isEmpty();
    }

    public Optional<Whole> find(UUID poolId, long number) {
        List<?> rows = entities.createNativeQuery("""
                        select number, run_at, cause, strategy, capacity, division from pool_runs
                        where pool_id = cast(?1 as uuid) and number = ?2
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, number)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(column -> new Whole(run(column), Json.read(column[5].toString(), Divided.class)))
                .findFirst();
    }

    private static Run run(Object[] column) {
        return new Run(
                ((Number) column[0]).longValue(),
                Sql.instant(column[1]),
                column[2].toString(),
                Constants.read(Strategy.class, column[3]),
                Sql.amount(column[4]));
    }
}
