package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One quota as a decision sees it. Immutable; a change yields another node.
 *
 * @param id the quota
 * @param parentId the quota above it; a root has none
 * @param name whose limit it is
 * @param limits what it allows
 * @param tally what it counts
 * @param burst what is left of its burst
 * @param alarms its thresholds, and which of them usage has crossed
 * @param share what a pool leaves the tree that this is the root of; none when null
 */
public record Node(
        UUID id,
        @Nullable UUID parentId,
        EntityName name,
        Limits limits,
        Tally tally,
        BurstAccount burst,
        Alarms alarms,
        @Nullable Amount share) {

    /** A node that no pool bounds, with the default thresholds, none of them crossed. */
    public Node(UUID id, @Nullable UUID parentId, EntityName name, Limits limits, Tally tally, BurstAccount burst) {
        this(id, parentId, name, limits, tally, burst, Alarms.NONE, null);
    }

    /** Effective limit minus usage, never below 0. */
    public Amount available() {
        return limits.effective().minus(tally.usage()).orZeroIfNegative();
    }

    /** What is available within the pool's share, never below 0. */
    public Amount availableInPool() {
        return share == null
                ? available()
                : available().min(share.minus(tally.usage()).orZeroIfNegative());
    }

    /** How high usage may stand after an admission at {@code now} (rule Q8), within the pool's share. */
    public Amount ceiling(Instant now) {
        Amount own = ownCeiling(now);
        return share == null ? own : own.min(share);
    }

    private Amount ownCeiling(Instant now) {
        Amount burstLimit = limits.burstLimit();
        return burstLimit == null || burstAt(now).isEmpty() ? limits.effective() : burstLimit;
    }

    /** Whether {@code amount} more fits by the limits and lacks nothing but share. */
    boolean lacksOnlyShare(Amount amount, Instant now) {
        return amount.isMoreThan(room(now))
                && !amount.isMoreThan(ownCeiling(now).minus(tally.usage()));
    }

    /** What could still be admitted here at {@code now}; negative when usage stands above the ceiling. */
    public Amount room(Instant now) {
        return ceiling(now).minus(tally.usage());
    }

    public BurstAccount burstAt(Instant now) {
        return burst.at(now, limits, tally.usage());
    }

    /** The node after a change of its own allocations. */
    public Node withOwn(Charge charge, Instant now) {
        return with(tally.withOwn(charge), now);
    }

    /** The node after a change below it. */
    public Node withBelow(Charge charge, Instant now) {
        return with(tally.withBelow(charge), now);
    }

    /** The node with another tally from {@code now} on; the burst account is brought up to date first. */
    public Node with(Tally changed, Instant now) {
        return new Node(id, parentId, name, limits, changed, burstAt(now), alarms, share);
    }

    /**
     * The node with other limits from {@code now} on. What was left of the burst stays, up to the new capacity; a burst
     * that begins, begins full.
     */
    public Node with(Limits changed, Instant now) {
        BurstAccount before = burstAt(now);
        BurstAccount after = limits.burstLimit() == null
                ? BurstAccount.full(changed, now)
                : new BurstAccount(before.unitSeconds().min(changed.burstCapacity()), now);
        return new Node(id, parentId, name, changed, tally, after, alarms, share);
    }

    /** The node with other alarms; the same where they are the same. */
    public Node with(Alarms changed) {
        return changed.equals(alarms) ? this : new Node(id, parentId, name, limits, tally, burst, changed, share);
    }

    /** The root of a tree that a pool leaves another share, or none. */
    Node withShare(@Nullable Amount changed) {
        return new Node(id, parentId, name, limits, tally, burst, alarms, changed);
    }

    /** What its usage means for its thresholds at {@code now}. */
    public Alarms.Judged judgeAlarms(Instant now) {
        return alarms.judge(limits, tally.usage(), now);
    }
}
