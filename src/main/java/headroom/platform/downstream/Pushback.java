package headroom.platform.downstream;

import java.util.Optional;

/**
 * A service asks for fewer calls.
 *
 * @param retryAfter what its Retry-After header says, as it was sent
 */
public record Pushback(Optional<String> retryAfter) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** What an HTTP answer asks for; empty where it asks for nothing. */
    public static Optional<Pushback> of(int status, Optional<String> retryAfter) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE
                ? Optional.of(new Pushback(retryAfter))
                : Optional.empty();
    }
}
