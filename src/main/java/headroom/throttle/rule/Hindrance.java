package headroom.throttle.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A limit that something does not fit.
 *
 * @param throttle whose limit it is
 * @param kind which of its limits
 * @param used what of it is in use
 * @param limit what it is
 * @param eligibleAt from when on it may fit, if nothing else is granted; null where nobody knows
 */
public record Hindrance(
        UUID throttle,
        LimitKind kind,
        long used,
        long limit,
        @Nullable Instant eligibleAt) {
    /**
     * The tightest last: the one that lasts longest, not known being longest of all. Equal ones by the id as it is written, and then by
     * kind, the earlier being tighter.
     */
    static final Comparator<Hindrance> TIGHTNESS = Comparator.comparing(
                    Hindrance::eligibleAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(hindrance -> hindrance.throttle().toString(), Comparator.reverseOrder())
            .thenComparing(Hindrance::kind, Comparator.reverseOrder());
}
