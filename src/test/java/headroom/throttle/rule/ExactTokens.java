package headroom.throttle.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A token bucket by the book, in exact decimals: it remembers all that was ever taken, and what it holds is told anew from its beginning each time. What is
 * given back is struck out of what was taken: as much of it as would be there now, had it never been taken.
 */
public record ExactTokens(Instant begun, int capacity, BigDecimal perSecond, List<Taken> taken, Instant asOf)
        implements Tokens {
    /** So much was taken. */
    public record Taken(Instant at, BigDecimal cost) {}

    public static ExactTokens full(int capacity, BigDecimal perSecond, Instant now) {
        return new ExactTokens(now, capacity, perSecond, List.of(), now);
    }

    @Override
    public ExactTokens at(Instant now) {
        return now.isAfter(asOf) ? new ExactTokens(begun, capacity, perSecond, taken, now) : this;
    }

    @Override
    public ExactTokens setBack(Instant now) {
        return new ExactTokens(now, (int) available(), perSecond, List.of(), now);
    }

    /** What it holds now, had this been taken. */
    private BigDecimal held(List<Taken> taken) {
        BigDecimal held = BigDecimal.valueOf(capacity);
        Instant then = begun;
        for (Taken one : taken) {
            held = grown(held, then, one.at()).subtract(one.cost());
            then = one.at();
        }
        return grown(held, then, asOf);
    }

    private BigDecimal grown(BigDecimal held, Instant from, Instant to) {
        return held.add(perSecond.multiply(
                        BigDecimal.valueOf(Duration.between(from, to).toNanos(), 9)))
                .min(BigDecimal.valueOf(capacity));
    }

    @Override
    public long available() {
        return floor(held(taken));
    }

    @Override
    public ExactTokens take(int cost) {
        List<Taken> after = new ArrayList<>(taken);
        after.add(new Taken(asOf, BigDecimal.valueOf(cost)));
        return new ExactTokens(begun, capacity, perSecond, after, asOf);
    }

    @Override
    public ExactTokens giveBack(int cost, Instant takenAt) {
        for (int i = 0; i < taken.size(); i++) {
            BigDecimal all = BigDecimal.valueOf(cost);
            if (taken.get(i).equals(new Taken(takenAt, all))) {
                BigDecimal there = held(without(i, all)).subtract(held(taken));
                return new ExactTokens(begun, capacity, perSecond, without(i, there), asOf);
            }
        }
        throw new IllegalStateException("nobody took " + cost + " at " + takenAt);
    }

    private List<Taken> without(int which, BigDecimal tokens) {
        List<Taken> fewer = new ArrayList<>(taken);
        fewer.set(
                which, new Taken(taken.get(which).at(), taken.get(which).cost().subtract(tokens)));
        return fewer;
    }

    @Override
    public Duration untilHolds(long tokens) {
        BigDecimal missing = BigDecimal.valueOf(tokens).subtract(held(taken));
        if (missing.signum() <= 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(missing.movePointRight(9)
                .divide(perSecond, 0, RoundingMode.CEILING)
                .longValueExact());
    }

    private static long floor(BigDecimal tokens) {
        return tokens.setScale(0, RoundingMode.FLOOR).longValueExact();
    }
}
