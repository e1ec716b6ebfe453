package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a denied request could be admitted at the earliest, from what is known to end (domain: {@code retry_at}). Pure;
 * a forecast, not a promise: others may be faster.
 */
public final class Relief {
    /** A burst account that refills is not empty a moment later. */
    private static final Duration BURST_REFILL = Duration.ofSeconds(1);

    private Relief() {}

    /**
     * An allocation that will end by itself.
     *
     * @param at when
     * @param path the quotas whose usage falls
     * @param amount by how much
     */
    public record Ending(Instant at, Set<UUID> path, Amount amount) {}

    /**
     * The first instant at which every violated node would have room, if anything known suffices.
     *
     * @param endings in the order of their time
     * @param periodEnd when the budget period ends; none when null
     */
    public static Optional<Instant> earliest(
            Decision.Denied denied, List<Ending> endings, @Nullable Instant periodEnd, Instant now) {
        Instant latest = now;
        for (Violation violation : denied.violations()) {
            Optional<Instant> relief = relief(violation, endings, periodEnd, now);
            if (relief.isEmpty()) {
                return Optional.empty();
            }
            latest = relief.get().isAfter(latest) ? relief.get() : latest;
        }
        return Optional.of(latest);
    }

    private static Optional<Instant> relief(
            Violation violation, List<Ending> endings, @Nullable Instant periodEnd, Instant now) {
        if (burstWillDo(violation, now)) {
            return Optional.of(now.plus(BURST_REFILL));
        }
        Amount missing = violation.shortfall();
        boolean periodCounted = false;
        for (Ending ending : endings) {
            if (!periodCounted && periodEnd != null && !ending.at().isBefore(periodEnd)) {
                periodCounted = true;
                missing = missing.minus(violation.node().tally().consumedBelow());
                if (!missing.isPositive()) {
                    return Optional.of(periodEnd);
                }
            }
            if (ending.path().contains(violation.node().id())) {
                missing = missing.minus(ending.amount());
                if (!missing.isPositive()) {
                    return Optional.of(ending.at());
                }
            }
        }
        boolean periodSuffices = periodEnd != null
                && !periodCounted
                && violation.node().tally().consumedBelow().isAtLeast(missing);
        return periodSuffices ? Optional.ofNullable(periodEnd) : Optional.empty();
    }

    private static boolean burstWillDo(Violation violation, Instant now) {
        Node node = violation.node();
        Amount burstLimit = node.limits().burstLimit();
        return burstLimit != null
                && node.burstAt(now).isEmpty()
                && node.limits().effective().isAtLeast(node.tally().usage())
                && burstLimit.isAtLeast(node.tally().held().plus(violation.requested()));
    }
}
