package headroom.governance.control;

import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was planned, by the hash of it, for {@link #KEPT}. */
@ApplicationScoped
public class Plans {
    /** A plan that nobody has applied by then is no plan any more. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** Who simulates more often than that in a day loses the oldest. */
    private static final int MAX_KEPT = 1_000;

    @PersistenceContext
    private EntityManager entities;

    /**
     * A plan as it is kept.
     *
     * @param body its JSON
     * @param appliedAt null until it is applied
     */
    public record Kept(String body, @Nullable Instant appliedAt) {}

    /** Keeps a plan; one that is there already is as new again, and can be applied (again). Forgets old ones. */
    public void keep(String hash, String kind, String body) {
        forget(hash);
        entities.createNativeQuery("""
                        insert into plans (hash, kind, body, created_at) values (?1, ?2, ?3, clock_timestamp())
                        on conflict (hash) do update set created_at = excluded.created_at, applied_at = null
                        """)
                .setParameter(1, hash)
                .setParameter(2, kind)
                .setParameter(3, body)
                .executeUpdate();
    }

    private void forget(String butNot) {
        entities.createNativeQuery("""
                        delete from plans where hash in (
                            select hash from plans
                            where hash <> ?3
                              and (created_at < clock_timestamp() - make_interval(secs => ?1)
                                   or created_at < (select created_at from plans order by created_at desc offset ?2 limit 1))
                            for update skip locked)
                        """)
                .setParameter(1, (double) KEPT.toSeconds())
                .setParameter(2, MAX_KEPT)
                .setParameter(3, butNot)
                .executeUpdate();
    }

    /** The plan, held until the transaction ends. */
    public Optional<Kept> lock(String hash) {
        List<?> rows = entities.createNativeQuery("""
                        select body, applied_at from plans
                        where hash = ?1 and created_at >= clock_timestamp() - make_interval(secs => ?2) for update
                        """)
                .setParameter(1, hash)
                .setParameter(2, (double) KEPT.toSeconds())
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(column -> new Kept(column[0].toString(), Sql.instantOrNull(column[1])))
                .findFirst();
    }

    public void applied(String hash) {
        entities.createNativeQuery("update plans set applied_at = clock_timestamp() where hash = ?1")
                .setParameter(1, hash)
                .executeUpdate();
    }
}
