package headroom.throttle.control;

import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.tenant.boundary.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** The moment of a decision. */
@ApplicationScoped
public class Moments {
    @PersistenceContext
    private EntityManager entities;

    /**
     * A moment.
     *
     * @param now by the database's clock
     * @param known whether there is such a tenant
     * @param pause how it is paused
     */
    record Moment(Instant now, boolean known, Pause pause) {}

    /** Read after all that is decided on is held: no decision after it has an earlier moment. */
    Moment of(TenantId tenant) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select clock_timestamp(), exists (select 1 from tenants n where n.tenant_id = ?1), "
                                + Pause.COLUMNS)
                .setParameter(1, tenant.value())
                .getSingleResult();
        return new Moment(Sql.instant(row[0]), (Boolean) row[1], Pause.of(row[2], row[3]));
    }
}
