package headroom.throttle.entity;

import headroom.throttle.rule.End;
import headroom.throttle.rule.JobKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A permit as it is stored. It ends once.
 *
 * @param kind which job it was asked for
 * @param priority how it was ranked among those decided with it; more goes first
 * @param cost what it weighs in the rates
 * @param expiresAt when it ends by itself
 * @param charged the throttles that count it
 * @param countedOnly those of them that its cost was not taken from: they began to count it while it was live
 * @param ending how it has ended; null while it is live
 */
public record Permit(
        UUID id,
        JobKind kind,
        int priority,
        int cost,
        Instant grantedAt,
        Instant expiresAt,
        List<UUID> charged,
        List<UUID> countedOnly,
        @Nullable Ending ending) {
    public Permit {
        charged = List.copyOf(charged);
        countedOnly = List.copyOf(countedOnly);
    }

    /**
     * How a permit has ended.
     *
     * @param durationMs how long the job took, as its caller tells; null where nobody did
     */
    public record Ending(End end, Instant at, @Nullable Long durationMs) {}

    /** Where it stands at this moment: one whose time is over has ended, whether or not anybody has written so. */
    public Permit at(Instant now) {
        return ending == null && !now.isBefore(expiresAt) ? ended(new Ending(End.EXPIRED, expiresAt, null)) : this;
    }

    /** The throttles that its cost was taken from, and may be given back to. */
    public List<UUID> paid() {
        return charged.stream().filter(id -> !countedOnly.contains(id)).toList();
    }

    public Permit ended(Ending how) {
        return new Permit(id, kind, priority, cost, grantedAt, expiresAt, charged, countedOnly, how);
    }
}
