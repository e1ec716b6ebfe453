package headroom.quota.rule;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How much burst a quota has left (rule Q7): the level at one instant, from which the level at any later one follows,
 * because usage is constant between two changes. Needs no ticking clock. Immutable.
 *
 * @param unitSeconds what is left, at least 0
 * @param asOf when it was so
 */
public record BurstAccount(BigDecimal unitSeconds, Instant asOf) {
    /** From empty to full. */
    public static final Duration REFILL = Duration.ofHours(24);

    /** What lasts longer is not foretold: two centuries, so that an instant can carry it. */
    private static final BigDecimal MAX_FORECAST_SECONDS = BigDecimal.valueOf(200L * 366 * 86_400);

    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal REFILL_SECONDS = BigDecimal.valueOf(REFILL.toSeconds());

    /** The account of a quota whose burst begins now. */
    public static BurstAccount full(Limits limits, Instant now) {
        return new BurstAccount(limits.burstCapacity(), now);
    }

    public boolean isEmpty() {
        return unitSeconds.signum() <= 0;
    }

    /**
     * The account at {@code now}, given that usage was {@code usage} since {@link #asOf}: drained by what stood above
     * the effective limit, else refilled. A clock that went back changes nothing.
     */
    public BurstAccount at(Instant now, Limits limits, Amount usage) {
        BigDecimal capacity = limits.burstCapacity();
        BigDecimal seconds = secondsUntil(now);
        if (seconds.signum() <= 0) {
            return new BurstAccount(unitSeconds.min(capacity), asOf);
        }
        Amount above = usage.minus(limits.effective());
        BigDecimal change = above.isPositive()
                ? above.toBigDecimal().multiply(seconds).negate()
                : capacity.multiply(seconds).divide(REFILL_SECONDS, Limits.UNIT_SECONDS_DIGITS, RoundingMode.DOWN);
        BigDecimal level = unitSeconds.add(change).min(capacity).max(BigDecimal.ZERO);
        return new BurstAccount(level.setScale(Limits.UNIT_SECONDS_DIGITS, RoundingMode.DOWN), now);
    }

    /**
     * When the account will be empty if usage stays; empty when it does not drain, or so slowly that it takes centuries.
     * Rounded up to a microsecond.
     */
    public Optional<Instant> emptyAt(Limits limits, Amount usage) {
        Amount above = usage.minus(limits.effective());
        if (!above.isPositive() || isEmpty()) {
            return Optional.empty();
        }
        if (unitSeconds.compareTo(above.toBigDecimal().multiply(MAX_FORECAST_SECONDS)) > 0) {
            return Optional.empty();
        }
        BigDecimal micros =
                unitSeconds.multiply(MICROS_PER_SECOND).divide(above.toBigDecimal(), 0, RoundingMode.CEILING);
        return Optional.of(asOf.plus(Duration.of(micros.longValue(), ChronoUnit.MICROS)));
    }

    private BigDecimal secondsUntil(Instant now) {
        long micros = Duration.between(asOf, now).toNanos() / 1_000;
        return BigDecimal.valueOf(micros, 6);
    }
}
