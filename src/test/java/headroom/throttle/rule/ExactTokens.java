package headroom.throttle.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** A token bucket by the book, in exact decimals: what it holds is a number, and grows with time up to its capacity. */
public record ExactTokens(BigDecimal held, int capacity, BigDecimal perSecond, Instant asOf) implements Tokens {
    public static ExactTokens full(int capacity, BigDecimal perSecond, Instant now) {
        return new ExactTokens(BigDecimal.valueOf(capacity), capacity, perSecond, now);
    }

    @Override
    public ExactTokens at(Instant now) {
        if (!now.isAfter(asOf)) {
            return this;
        }
        BigDecimal grown = held.add(perSecond.multiply(
                BigDecimal.valueOf(Duration.between(asOf, now).toNanos(), 9)));
        return new ExactTokens(grown.min(BigDecimal.valueOf(capacity)), capacity, perSecond, now);
    }

    @Override
    public long available() {
        return held.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    @Override
    public ExactTokens take(int cost) {
        return new ExactTokens(held.subtract(BigDecimal.valueOf(cost)), capacity, perSecond, asOf);
    }

    @Override
    public ExactTokens giveBack(int cost) {
        return new ExactTokens(
                held.add(BigDecimal.valueOf(cost)).min(BigDecimal.valueOf(capacity)), capacity, perSecond, asOf);
    }

    @Override
    public Duration untilHolds(long tokens) {
        BigDecimal missing = BigDecimal.valueOf(tokens).subtract(held);
        if (missing.signum() <= 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(missing.movePointRight(9)
                .divide(perSecond, 0, RoundingMode.CEILING)
                .longValueExact());
    }
}
