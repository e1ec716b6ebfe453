package headroom.authority.rule;

import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import java.time.Duration;

/**
 * What a token of a scope is given for, and for how long.
 *
 * @param reasonRequired whether the request must say why
 * @param maxReasonChars 1 to 256
 * @param ticketRequired whether the request must name a ticket
 * @param lifetime 1 to 60 min
 */
public record ScopePolicy(boolean reasonRequired, int maxReasonChars, boolean ticketRequired, Duration lifetime) {
    /** No token lives longer. */
    public static final Duration MAX_LIFETIME = Duration.ofMinutes(60);

    /** Tokens that change capacity are for one task. */
    private static final Duration SHORT = Duration.ofMinutes(15);

    public ScopePolicy {
        if (maxReasonChars < 1 || maxReasonChars > Purpose.MAX_REASON) {
            throw new IllegalArgumentException("a reason has at most 1 to " + Purpose.MAX_REASON + " characters");
        }
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("a token lives more than nothing and at most " + MAX_LIFETIME);
        }
    }

    /** What holds for a scope where nothing is configured. */
    public static ScopePolicy standard(Scope scope) {
        return switch (scope) {
            case QUOTA -> new ScopePolicy(true, Purpose.MAX_REASON, false, SHORT);
            case BACKFILL -> new ScopePolicy(true, Purpose.MAX_REASON, true, SHORT);
            default -> new ScopePolicy(false, Purpose.MAX_REASON, false, MAX_LIFETIME);
        };
    }
}
