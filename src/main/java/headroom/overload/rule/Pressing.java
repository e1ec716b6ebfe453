package headroom.overload.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How hard a target presses back, by what it answered: 429 or 503. Each in a row doubles the back-off, of which a random part is taken (full
 * jitter), so that callers that were refused together do not come together. What the target itself says in Retry-After is waited for, and the random
 * part added to it. When the time is over one call at a time is a probe: a success ends the pressure. Immutable.
 *
 * <p>Source of the jitter: Brooker, Exponential Backoff And Jitter, 2015.
 *
 * @param level what is asked of callers
 * @param strikes refusals in a row
 * @param until the back-off's end
 */
public record Pressing(Pressure level, int strikes, Instant until) {
    /** Nothing is known against the target. */
    public static final Pressing NONE = new Pressing(Pressure.NONE, 0, Instant.EPOCH);

    /** No Retry-After is waited for longer: whoever says more says it by mistake, or does not mean us. */
    public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(10);

    private static final Duration BASE = Duration.ofSeconds(1);
    private static final Duration MAX_BACK_OFF = Duration.ofMinutes(1);

    /** Who was not called for so long after the back-off is called as if nothing had been. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /** Doublings that reach the longest back-off. */
    private static final int MAX_DOUBLINGS = 6;

    /**
     * The target refused a call.
     *
     * @param retryAfter what it said of when to come again
     * @param jitter from 0 to 1
     */
    public Pressing refused(Instant now, Optional<Duration> retryAfter, double jitter) {
        if (now.isBefore(until) && retryAfter.isEmpty() && level == Pressure.HARD) {
            // Sent before the pressure was known: one refusal, not many in a row.
            return this;
        }
        int more = Math.min(strikes + 1, MAX_DOUBLINGS + 1);
        Duration window = BASE.multipliedBy(1L << (more - 1));
        Duration backOff = window.compareTo(MAX_BACK_OFF) < 0 ? window : MAX_BACK_OFF;
        Duration random = Duration.ofMillis(Math.max(1, Math.round(backOff.toMillis() * jitter)));
        Duration told = retryAfter.filter(after -> !after.isNegative()).orElse(Duration.ZERO);
        Duration bounded = told.compareTo(MAX_RETRY_AFTER) < 0 ? told : MAX_RETRY_AFTER;
        boolean hard = !bounded.isZero() || more > 1;
        Instant end = now.plus(bounded).plus(random);
        return new Pressing(
                hard ? Pressure.HARD : Pressure.SOFT, more, end.isAfter(until) || level == Pressure.NONE ? end : until);
    }

    /** The target answered a call, and asked for no less. */
    public Pressing answered(Instant now) {
        return now.isBefore(until) ? this : NONE;
    }

    /** As it is felt at an instant: nothing presses for ever on whom nobody calls, nor for longer than it ever may when the clock was set back. */
    public Pressing at(Instant now) {
        boolean isForgotten = !now.isBefore(until.plus(FORGOTTEN_AFTER));
        if (isForgotten || until.isAfter(now.plus(MAX_RETRY_AFTER).plus(MAX_BACK_OFF))) {
            return NONE;
        }
        boolean over = level == Pressure.SOFT && !now.isBefore(until);
        return over ? new Pressing(Pressure.NONE, strikes, until) : this;
    }

    /** Calls that may be under way of those that the limit allows. */
    public int allowed(int limit, Instant now) {
        return switch (at(now).level()) {
            case NONE -> limit;
            case SOFT -> Math.max(1, limit / 2);
            case HARD -> now.isBefore(until) ? 0 : 1;
        };
    }
}
