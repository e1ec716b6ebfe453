package headroom.backfill.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a backfill has come.
 *
 * @param events reported so far, whatever was decided
 * @param highest the highest event time reported within its ranges; null where there was none
 * @param begun when it began
 * @param now when it ended, or now
 */
public record Progress(long events, @Nullable Instant highest, Instant begun, Instant now) {
    private static final int RATE_DIGITS = 2;

    /** Events per second since it began, at most 2 fraction digits. */
    public BigDecimal rate() {
        long millis = Math.max(1, Duration.between(begun, now).toMillis());
        return BigDecimal.valueOf(events)
                .multiply(BigDecimal.valueOf(1_000))
                .divide(BigDecimal.valueOf(millis), RATE_DIGITS, RoundingMode.HALF_UP);
    }

    /**
     * When it will have come to the end of its ranges, if the source is read in the order of event time and goes on as it did
     * so far; unknown before the first event.
     */
    public Optional<Instant> estimatedEnd(List<EventTimeWindow> ranges) {
        Instant reached = highest;
        if (reached == null) {
            return Optional.empty();
        }
        long whole = 0;
        long done = 0;
        for (EventTimeWindow range : ranges) {
            whole += Duration.between(range.from(), range.to()).toMillis();
            if (range.to().isBefore(reached)) {
                done += Duration.between(range.from(), range.to()).toMillis();
            } else if (range.from().isBefore(reached)) {
                done += Duration.between(range.from(), reached).toMillis();
            }
        }
        if (done <= 0) {
            return Optional.empty();
        }
        BigDecimal left = BigDecimal.valueOf(Duration.between(begun, now).toMillis())
                .multiply(BigDecimal.valueOf(whole - done))
                .divide(BigDecimal.valueOf(done), 0, RoundingMode.HALF_UP);
        // More than a millennium is no estimate.
        return left.compareTo(BigDecimal.valueOf(Duration.ofDays(365_250).toMillis())) > 0
                ? Optional.empty()
                : Optional.of(now.plusMillis(left.longValueExact()));
    }
}
