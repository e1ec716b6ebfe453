package headroom.governance.boundary;

import headroom.governance.control.DeletedPools;
import headroom.platform.DatabaseClock;
import headroom.platform.Settings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;

/** Forgets the runs of pools that were deleted long ago; called by the clock's hand, behind no wall. */
@Stateless
public class ForgettingPools {
    /** Longer than the year that an auditor asks for. */
    private static final int DEFAULT_DAYS = 400;

    private static final int MAX_DAYS = 3_660;

    /** Runs at once: of large pools some 200 MB; the rest is for the next time. */
    private static final int MAX_AT_ONCE = 1_000;

    @Inject
    private DeletedPools deleted;

    @Inject
    private DatabaseClock clock;

    public void forget() {
        deleted.forget(clock.now().minus(Duration.ofDays(keptDays())), MAX_AT_ONCE);
    }

    /** Days that runs of a deleted pool are kept. */
    static int keptDays() {
        return Settings.HEADROOM_POOL_RUNS_DAYS.integer(DEFAULT_DAYS, 1, MAX_DAYS);
    }
}
