package headroom.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Locks of the database that stand for no row, and end with the transaction. */
@ApplicationScoped
public class TransactionLocks {
    @PersistenceContext
    private EntityManager entities;

    /** Waits until nobody else holds the lock of this name, and holds it to the end of the caller's transaction. */
    public void hold(String name) {
        entities.createNativeQuery("select pg_advisory_xact_lock(hashtextextended(cast(?1 as text), 0)) is null")
                .setParameter(1, name)
                .getSingleResult();
    }

    /** Waits until nobody {@linkplain #hold holds} these locks, and shares them, in this order, to the end of the caller's transaction. */
    public void share(List<String> names) {
        entities.createNativeQuery("""
                        select count(pg_advisory_xact_lock_shared(hashtextextended(n.name, 0)) is null)
                        from unnest(cast(?1 as text[])) with ordinality as n (name, place)
                        """).setParameter(1, Sql.array(names)).getSingleResult();
    }
}
