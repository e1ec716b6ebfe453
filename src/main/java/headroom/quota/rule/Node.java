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

    /** Effective limit minus usage and what is set aside, never below 0. */
    public Amount available() {
        return limits.effective().minus(tally.held()).orZeroIfNegative();
    }

    /** How high usage may stand after an admission at {@code now} (rule Q8), within the pool's share. */
    public Amount ceiling(Instant now) {
        Amount own = ownCeiling(now);
        return share == null ? own : own.min(share);
    }

    private Amount ownCeiling(Instant now) {
        Amount burstLimit = limits.burstLimit();
        return burstLimit == null || burstAt(now).isEmpty() ? limits.withBorrowing() : burstLimit;
    }

    /** What could still be admitted here at {@code now}; negative when more is held than the ceiling. */
    public Amount room(Instant now) {
        return room(Amount.ZERO, now);
    }

    /**
     * What the node lets through at {@code now} of a request that comes from below; negative when more is held than the ceiling.
     *
     * @param keptBelow what the quotas between still keep for themselves: it is set aside here already (rule Q14)
     */
    Amount room(Amount keptBelow, Instant now) {
        return withinShare(ownRoom(keptBelow, now));
    }

    /** The same by its own limits alone, whatever a pool leaves it. */
    Amount ownRoom(Amount keptBelow, Instant now) {
        return ownCeiling(now).minus(tally.held()).plus(keptBelow);
    }

    /** The same without burst. */
    Amount lastingRoom(Amount keptBelow) {
        return withinShare(limits.withBorrowing().minus(tally.held()).plus(keptBelow));
    }

    /** A share binds what is used; what is set aside is not used. */
    private Amount withinShare(Amount room) {
        return share == null ? room : room.min(share.minus(tally.usage()));
    }

    /** What of its local quota it does not hold (rule Q14): no node above needs to have it free. */
    Amount keptFree() {
        return limits.lendingLimit() == null
                ? Amount.ZERO
                : limits.localQuota().minus(tally.held()).orZeroIfNegative();
    }

    /** What the node above sets aside for this one and those below it (rule Q14). */
    public Amount setAsideAbove() {
        return SettingAside.above(limits, tally.usage(), tally.setAside());
    }

    /** How much of its effective limit stands idle and may be used by others (rule Q14); a root lends to nobody. */
    public Amount lendable() {
        return parentId == null
                ? Amount.ZERO
                : limits.effective()
                        .minus(tally.held().max(limits.localQuota()))
                        .orZeroIfNegative();
    }

    /** What it holds beyond its effective limit (rule Q14). */
    public Amount borrowed() {
        return tally.held().minus(limits.effective()).orZeroIfNegative();
    }

    public BurstAccount burstAt(Instant now) {
        return burst.at(now, limits, tally.usage());
    }

    /** The node after a change of its own allocations. */
    public Node withOwn(Charge charge, Instant now) {
        return with(tally.withOwn(charge), now);
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
