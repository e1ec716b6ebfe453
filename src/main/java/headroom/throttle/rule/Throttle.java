package headroom.throttle.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A throttle at a moment. A value: each step yields another.
 *
 * @param id names it
 * @param aim which jobs it is for
 * @param limits what it allows
 * @param mode what it does with the rest
 * @param paused whether it is switched off: then it refuses, counts and is charged nothing
 * @param expiresAt from when on it is as if it were paused; null for never
 * @param use what of it is in use
 * @param wouldHaveRefused how often it had no room in shadow mode
 */
public record Throttle(
        UUID id,
        Aim aim,
        Limits limits,
        Mode mode,
        boolean paused,
        @Nullable Instant expiresAt,
        Use use,
        long wouldHaveRefused) {

    /** Whether it has an effect now. */
    public boolean isInForce(Instant now) {
        return !paused && !hasExpired(now);
    }

    public boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Which of its limits can never hold this, however long one waits. */
    Optional<Hindrance> tooSmallFor(int cost) {
        if (limits.maxPerHour() != null && cost > limits.maxPerHour()) {
            return Optional.of(new Hindrance(id, LimitKind.HOUR, 0, limits.maxPerHour(), null));
        }
        if (limits.burstCapacity() != null && cost > limits.burstCapacity()) {
            return Optional.of(new Hindrance(id, LimitKind.BURST, 0, limits.burstCapacity(), null));
        }
        return Optional.empty();
    }

    /** The tightest of its limits that this does not fit now. */
    public Optional<Hindrance> hindrance(int cost, Instant now) {
        return Optional.of(tightest(cost, now))
                .filter(level -> level.isInTheWay(now))
                .map(Level::hindrance);
    }

    /**
     * One of its limits.
     *
     * @param hindrance how it stands, and from when on what is asked for fits it
     */
    public record Level(Hindrance hindrance) {
        /** The one of which the larger part is used last; of equal ones the earlier kind. */
        static final Comparator<Level> USE = (one, other) -> {
            int larger = Long.compare(
                    one.hindrance.used() * other.hindrance.limit(), other.hindrance.used() * one.hindrance.limit());
            return larger != 0 ? larger : other.kind().compareTo(one.kind());
        };

        public LimitKind kind() {
            return hindrance.kind();
        }

        /** Whether what is asked for does not fit it now. */
        public boolean isInTheWay(Instant now) {
            return hindrance.eligibleAt() == null || hindrance.eligibleAt().isAfter(now);
        }
    }

    /** The tightest of its limits: the one that is longest in the way, and where none is, the one that is used up most. */
    public Level tightest(int cost, Instant now) {
        List<Level> levels = levels(cost, now);
        List<Level> inTheWay =
                levels.stream().filter(level -> level.isInTheWay(now)).toList();
        return inTheWay.isEmpty()
                ? Collections.max(levels, Level.USE)
                : Collections.max(inTheWay, Comparator.comparing(Level::hindrance, Hindrance.TIGHTNESS));
    }

    /** How each of its limits stands for one who asks for so much. */
    public List<Level> levels(int cost, Instant now) {
        List<Level> levels = new ArrayList<>();
        if (limits.maxActive() != null) {
            levels.add(level(LimitKind.ACTIVE, use.live(), limits.maxActive(), placeFreeAt(limits.maxActive(), now)));
        }
        if (limits.maxPerHour() != null) {
            int limit = limits.maxPerHour();
            levels.add(level(
                    LimitKind.HOUR,
                    use.hour().used(now),
                    limit,
                    use.hour().fitsAt(cost, limit, now).orElse(null)));
        }
        Tokens tokens = use.tokens();
        if (limits.burstCapacity() != null && tokens != null) {
            int capacity = limits.burstCapacity();
            Tokens filled = tokens.at(now);
            Instant filledAt = cost > capacity ? null : rounded(now, filled.untilHolds(cost));
            levels.add(level(LimitKind.BURST, capacity - filled.available(), capacity, filledAt));
        }
        return Collections.unmodifiableList(levels);
    }

    /** A place is free when it is counted so: an end that should have come and has not is none. */
    private @Nullable Instant placeFreeAt(int most, Instant now) {
        if (use.live() < most) {
            return now;
        }
        Instant next = use.slotFreeAt();
        return next != null && next.isAfter(now) ? next : null;
    }

    /** When the throttle itself is over, so is what it stands in the way of. */
    private Level level(LimitKind kind, long used, long limit, @Nullable Instant eligibleAt) {
        boolean overBefore = expiresAt != null && (eligibleAt == null || expiresAt.isBefore(eligibleAt));
        return new Level(new Hindrance(id, kind, used, limit, overBefore ? expiresAt : eligibleAt));
    }

    /** Up to the microsecond: instants are stored so, and one that is too early would be in vain. */
    private static Instant rounded(Instant now, Duration wait) {
        long micros = Math.floorDiv(wait.toNanos() + 999, 1_000);
        return now.plusNanos(micros * 1_000);
    }

    /** The same, but for one whose books were written before the clock was set back. */
    Throttle notAhead(Instant now) {
        Use after = use.notAhead(now);
        return after.equals(use) ? this : with(after);
    }

    Throttle charged(int cost, Instant now, Instant until) {
        return with(use.charged(cost, now, until));
    }

    Throttle freed() {
        return with(use.freed());
    }

    Throttle givenBack(int cost, Instant grantedAt, Instant now) {
        return with(use.givenBack(cost, grantedAt, now));
    }

    Throttle shadowed() {
        return new Throttle(id, aim, limits, mode, paused, expiresAt, use, wouldHaveRefused + 1);
    }

    public Throttle with(Use other) {
        return new Throttle(id, aim, limits, mode, paused, expiresAt, other, wouldHaveRefused);
    }
}
