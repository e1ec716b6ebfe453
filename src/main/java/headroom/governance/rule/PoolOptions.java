package headroom.governance.rule;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a pool settles beside its strategy.
 *
 * @param oversubscribe whether the members may together use more than the capacity
 * @param floorPercent of the capacity, divided by the number of members: what each is served first under {@link
 *     Strategy#PRIORITY}; 0 to 100
 * @param reclaimGrace how long who borrows may go on using what the lender wants back, under {@link Strategy#RESERVED};
 *     at most {@link Reclaim#LONGEST}
 */
public record PoolOptions(boolean oversubscribe, BigDecimal floorPercent, Duration reclaimGrace) {
    public static final BigDecimal DEFAULT_FLOOR_PERCENT = BigDecimal.valueOf(5);
    public static final Duration DEFAULT_RECLAIM_GRACE = Duration.ofSeconds(30);
    public static final PoolOptions DEFAULT = new PoolOptions(false, DEFAULT_FLOOR_PERCENT, DEFAULT_RECLAIM_GRACE);
}
