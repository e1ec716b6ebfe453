package headroom.quota.control;

import headroom.quota.rule.Relief;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the allocations of a tree that will end by themselves. Immutable.
 *
 * @param nothingBefore nothing of the tree is due before; {@link Instant#MIN} when that is not known
 * @param endings the next ones, where known
 */
record Forecast(Instant nothingBefore, Optional<List<Relief.Ending>> endings) {
    static final Forecast UNKNOWN = new Forecast(Instant.MIN, Optional.empty());

    /** What was just read: the next endings, none earlier. */
    static Forecast of(List<Relief.Ending> endings) {
        return new Forecast(endings.isEmpty() ? Instant.MAX : endings.get(0).at(), Optional.of(endings));
    }

    /** After a change of the tree, by which something may end at {@code expiresAt}; never, when null. */
    Forecast changed(@Nullable Instant expiresAt) {
        Instant next = expiresAt != null && expiresAt.isBefore(nothingBefore) ? expiresAt : nothingBefore;
        return new Forecast(next, Optional.empty());
    }

    boolean mayBeDue(Instant now) {
        return !now.isBefore(nothingBefore);
    }
}
