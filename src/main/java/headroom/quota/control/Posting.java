package headroom.quota.control;

import headroom.platform.http.Answer;
import headroom.quota.control.Allocations.JobKey;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What one request wants of its tree: what must be read for it, and how it is decided on the tree's ledger. Many are
 * decided in one transaction, one after the other, each seeing what those before it led to.
 *
 * @param <R> what was decided
 */
public interface Posting<R> {
    /** The quotas that it charges or gives back to. */
    default Collection<UUID> quotaIds() {
        return List.of();
    }

    /** The jobs that it allocates for. */
    default Collection<JobKey> jobs() {
        return List.of();
    }

    /** The allocations that it takes a step of. */
    default Collection<UUID> allocationIds() {
        return List.of();
    }

    /** How much of a transaction it takes: the number of its items. */
    default int weight() {
        return 1;
    }

    /** Whether it only gives back: then it is never told that too many wait, for it makes room for them. */
    default boolean givesBack() {
        return false;
    }

    /**
     * Decides. May be called again, on another ledger, where the transaction came to nothing.
     *
     * @throws TreeMovedException where the tree is not the quota's any more; then it has changed nothing on the ledger
     */
    R decide(Ledger ledger);

    /** The answer to what was decided. */
    Answer answer(R decided);

    /** Hears what was decided, once, after it is durable. */
    default void settled(R decided) {}
}
