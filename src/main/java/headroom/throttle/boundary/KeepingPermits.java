package headroom.throttle.boundary;

import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.throttle.control.Permits;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** What time does to permits of all tenants: who has some that are due, and which are forgotten. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeepingPermits {
    /** How long one that has ended is kept: so long a second end hears of the first. */
    static final Duration KEPT = Duration.ofHours(24);

    /** Permits that are looked at for what is due: as many of those that were longest, and of those that became so last. */
    private static final int MAX_DUE = 10_000;

    /** Permits that are forgotten in one transaction. */
    static final int MAX_FORGOTTEN = 5_000;

    @Inject
    private Permits permits;

    @Inject
    private DatabaseClock clock;

    public List<TenantId> tenantsWithDue() {
        return permits.tenantsWithDue(MAX_DUE);
    }

    /** Forgets some; tells how many. */
    public int forget() {
        return permits.forget(clock.now().minus(KEPT), MAX_FORGOTTEN);
    }
}
