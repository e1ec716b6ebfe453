package headroom.governance.control;

import headroom.governance.rule.DeletedPool;
import headroom.governance.rule.Pool;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the reader of a run needs to know of a pool that is no more. */
@ApplicationScoped
public class DeletedPools {
    @PersistenceContext
    private EntityManager entities;

    public void add(Pool pool, String by) {
        entities.createNativeQuery("""
                        insert into deleted_pools (pool_id, name, resource_type, deleted_by, deleted_at)
                        values (cast(?1 as uuid), ?2, ?3, ?4, clock_timestamp())
                        """)
                .setParameter(1, pool.id().toString())
                .setParameter(2, pool.terms().name())
                .setParameter(3, pool.terms().resourceType())
                .setParameter(4, by)
                .executeUpdate();
    }

    public Optional<DeletedPool> find(UUID id) {
        List<?> rows =
                entities.createNativeQuery("""
                        select name, resource_type, deleted_by, deleted_at from deleted_pools where pool_id = cast(?1 as uuid)
                        """).setParameter(1, id.toString()).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(column -> new DeletedPool(
                        column[0].toString(), column[1].toString(), column[2].toString(), Sql.instant(column[3])))
                .findFirst();
    }

    /**
     * Forgets runs of pools that were deleted before, and pools that no run is left of.
     *
     * @param limit of the runs
     */
    public void forget(Instant before, int limit) {
        entities.createNativeQuery("""
                        delete from pool_runs where (pool_id, number) in (
                            select r.pool_id, r.number from pool_runs r
                            join deleted_pools d on d.pool_id = r.pool_id
                            where d.deleted_at < cast(?1 as timestamptz)
                            order by d.deleted_at, r.number limit ?2 for update of r skip locked)
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, limit)
                .executeUpdate();
        entities.createNativeQuery("""
                        delete from deleted_pools d where d.deleted_at < cast(?1 as timestamptz)
                          and not exists (select 1 from pool_runs r where r.pool_id = d.pool_id)
                        """).setParameter(1, before.toString()).executeUpdate();
    }
}
