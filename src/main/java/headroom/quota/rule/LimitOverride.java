package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A limit that is another one for a while.
 *
 * @param kind whether the amount is the limit, or is added to it
 * @param amount negative only where it is added
 * @param from the first instant at which it is in force
 * @param until the first instant at which it is no more
 */
public record LimitOverride(UUID id, Kind kind, Amount amount, Instant from, Instant until) {
    /** What the amount of an override says. */
    public enum Kind {
        /** It is the limit. Two of these never overlap. */
        ABSOLUTE,
        /** It is added to the limit, or to what another override says that it is. */
        DELTA
    }

    public boolean isInForce(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    private boolean overlaps(LimitOverride other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }

    /** One of these that it cannot stand beside. */
    public Optional<LimitOverride> clash(Collection<LimitOverride> others) {
        return others.stream()
                .filter(other -> kind == Kind.ABSOLUTE && other.kind == Kind.ABSOLUTE && overlaps(other))
                .findFirst();
    }

    /** The limit at {@code now}, where any of these is in force; between 0 and 10^15. */
    public static Optional<Amount> limit(Collection<LimitOverride> all, Amount base, Instant now) {
        List<LimitOverride> inForce =
                all.stream().filter(one -> one.isInForce(now)).toList();
        return inForce.isEmpty() ? Optional.empty() : Optional.of(sum(inForce, base));
    }

    /** The largest limit that these and the base come to at any instant of {@code window}. */
    public static Amount most(Collection<LimitOverride> all, Amount base, LimitOverride window) {
        List<LimitOverride> met =
                all.stream().filter(one -> one.overlaps(window)).toList();
        Amount most = base;
        for (LimitOverride one : met) {
            most = one.kind == Kind.ABSOLUTE ? most.max(one.amount) : most;
        }
        for (LimitOverride one : met) {
            most = one.kind == Kind.DELTA ? most.plus(one.amount.orZeroIfNegative()) : most;
        }
        return most;
    }

    /** The largest limit that these and the base come to at any instant. */
    public static Amount most(Collection<LimitOverride> all, Amount base) {
        return all.stream().map(one -> most(all, base, one)).reduce(base, Amount::max);
    }

    /** When that next may change after {@code now}. */
    public static Optional<Instant> nextTurn(Collection<LimitOverride> all, Instant now) {
        return all.stream()
                .flatMap(one -> List.of(one.from, one.until).stream())
                .filter(turn -> turn.isAfter(now))
                .min(Instant::compareTo);
    }

    private static Amount sum(List<LimitOverride> inForce, Amount base) {
        Amount limit = base;
        for (LimitOverride one : inForce) {
            limit = one.kind == Kind.ABSOLUTE ? one.amount : limit;
        }
        for (LimitOverride one : inForce) {
            limit = one.kind == Kind.DELTA ? limit.plus(one.amount) : limit;
        }
        return limit.orZeroIfNegative().min(Amount.MAX_INPUT);
    }
}
