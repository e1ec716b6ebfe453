package headroom.quota.entity;

import headroom.kernel.Amount;
import headroom.quota.rule.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of an allocation, as it is remembered for ever (rule A7).
 *
 * @param id grows with time
 * @param quotaId whose usage changed
 * @param allocationId whose step it was
 * @param jobId whose allocation it was
 * @param operation which step
 * @param allocatedValue the allocation's amount after the step
 * @param occurredAt when it was decided
 * @param metadata a JSON object with what else is worth knowing; none when null
 */
public record HistoryEntry(
        UUID id,
        UUID quotaId,
        UUID allocationId,
        String jobId,
        Operation operation,
        Amount allocatedValue,
        Instant occurredAt,
        @Nullable String metadata) {
    /** The step that an allocation has just taken; carries what was consumed, or what the caller had to say at first. */
    public static HistoryEntry of(UUID id, Allocation allocation, Operation operation, Instant now) {
        Optional<String> consumed = allocation.consumed().isPositive()
                ? Optional.of("{\"consumed\":" + allocation.consumed() + "}")
                : Optional.empty();
        return new HistoryEntry(
                id,
                allocation.quotaId(),
                allocation.id(),
                allocation.jobId(),
                operation,
                allocation.holding().amount(),
                now,
                consumed.or(() -> operation == Operation.ALLOCATE ? allocation.metadata() : Optional.empty())
                        .orElse(null));
    }
}
