package headroom.governance.rule;

import java.time.Instant;
import java.util.UUID;

/**
 * A pool as it is stored.
 *
 * @param runNumber of its newest run
 * @param settled whether every member's share in force is what the strategy says
 * @param version moves with every change of its terms or members
 */
public record Pool(
        UUID id,
        PoolTerms terms,
        long runNumber,
        boolean settled,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
