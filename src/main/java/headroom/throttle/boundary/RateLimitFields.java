package headroom.throttle.boundary;

import headroom.kernel.Constants;
import headroom.platform.http.Answer;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Hindrance;
import headroom.throttle.rule.LimitKind;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle.Level;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} by draft-ietf-httpapi-ratelimit-headers-10: lists of structured fields, an item for each limit of the
 * tenant's throttles that match and enforce, and for the one that binds whosever it is. Others of the platform are not shown: they
 * would tell what other tenants do.
 */
final class RateLimitFields {
    private static final long HOUR_SECONDS = 3_600;

    /** Who waits for a place hears to come again by then: it may be free long before the first permit ends by itself. */
    private static final long MAX_PLACE_SECONDS = 30;

    /** Where nobody knows when to come again. */
    private static final long UNKNOWN_SECONDS = 60;

    private RateLimitFields() {}

    /** The answer with both fields, where there is anything to tell. */
    static Answer on(Answer answer, List<StoredThrottle> standing, Instant now, @Nullable Hindrance binding) {
        List<String> policies = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        for (StoredThrottle stored : standing) {
            Optional<Hindrance> bound = Optional.ofNullable(binding)
                    .filter(one -> one.throttle().equals(stored.throttle().id()));
            if (stored.throttle().mode() == Mode.ENFORCE && (bound.isPresent() || !stored.isThePlatforms())) {
                for (Level level : stored.throttle().levels(1, now)) {
                    policies.add(policy(stored, level));
                    limits.add(limit(
                            bound.filter(one -> one.kind() == level.kind()).orElse(level.hindrance()), now));
                }
            }
        }
        return policies.isEmpty()
                ? answer
                : answer.withHeader("RateLimit-Policy", String.join(", ", policies))
                        .withHeader("RateLimit", String.join(", ", limits));
    }

    /** Whole seconds after which it makes sense to come again: at least 1. */
    static long retryAfterSeconds(Hindrance binding, Instant now) {
        long seconds = secondsUntil(binding.eligibleAt(), now).orElse(UNKNOWN_SECONDS);
        return Math.max(1, binding.kind() == LimitKind.ACTIVE ? Math.min(seconds, MAX_PLACE_SECONDS) : seconds);
    }

    private static String policy(StoredThrottle stored, Level level) {
        Limits limits = stored.throttle().limits();
        String item = name(level.hindrance()) + ";q=" + level.hindrance().limit();
        BigDecimal refill = limits.refillPerSecond();
        return switch (level.kind()) {
            case ACTIVE -> item + ";qu=\"concurrent-requests\"";
            case HOUR -> item + ";w=" + HOUR_SECONDS;
            case BURST ->
                refill == null
                        ? item
                        : item + ";w="
                                + BigDecimal.valueOf(level.hindrance().limit()).divide(refill, 0, RoundingMode.CEILING);
        };
    }

    private static String limit(Hindrance level, Instant now) {
        String item = name(level) + ";r=" + Math.max(0, level.limit() - level.used());
        boolean isInTheWay = level.eligibleAt() == null || level.eligibleAt().isAfter(now);
        return isInTheWay ? item + ";t=" + retryAfterSeconds(level, now) : item;
    }

    private static String name(Hindrance level) {
        return "\"" + level.throttle() + "/" + Constants.written(level.kind()) + "\"";
    }

    private static Optional<Long> secondsUntil(@Nullable Instant then, Instant now) {
        return then == null
                ? Optional.empty()
                : Optional.of(
                        Duration.between(now, then).plusSeconds(1).minusNanos(1).toSeconds());
    }
}
