package headroom.governance.control;

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

/** The runs of the pools, the newest {@value #KEPT} of each. */
@ApplicationScoped
public class Runs {
    /** Some hours of a pool that moves all the time; of a quiet one, all. */
    public static final int KEPT = 10_000;

    @PersistenceContext
    private EntityManager entities;

    /** What every list of runs shows of one. */
    public record Run(long number, Instant at, String cause, Strategy strategy, Amount capacity) {}

    /** A run with what it divided. */
    public record Whole(Run run, Divided divided) {}

    public void add(UUID poolId, Run run, Divided divided) {
        entities.createNativeQuery("""
                        insert into pool_runs (pool_id, number, run_at, cause, strategy, capacity, division)
                        values (cast(?1 as uuid), ?2, cast(?3 as timestamptz), ?4, ?5, ?6, ?7)
                        """)
                .setParameter(1, poolId.toString())
                .setParameter(2, run.number())
                .setParameter(3, run.at().toString())
                .setParameter(4, run.cause())
                .setParameter(5, run.strategy().wireName())
                .setParameter(6, run.capacity().toBigDecimal())
                .setParameter(7, Json.write(divided))
                .executeUpdate();
        entities.createNativeQuery("delete from pool_runs where pool_id = cast(?1 as uuid) and number <= ?2")
                .setParameter(1, poolId.toString())
                .setParameter(2, run.number() - KEPT)
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
