package headroom.backfill.boundary;

import headroom.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** How many backfills a tenant may have live. Read at the start, which a wrong setting stops. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class BackfillLimits {
    /** The database allows no more. */
    private static final int MAX_SLOTS = 64;

    private static final int DEFAULT_SLOTS = 8;

    private int slots;

    @PostConstruct
    void read() {
        slots = Settings.HEADROOM_BACKFILLS_PER_TENANT.integer(DEFAULT_SLOTS, 1, MAX_SLOTS);
    }

    /** 1 to {@value #MAX_SLOTS}. */
    public int slots() {
        return slots;
    }
}
