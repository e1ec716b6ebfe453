package headroom.quota.control;

import headroom.quota.entity.Allocation;
import headroom.quota.rule.Decision;

/**
 * A request that was admitted.
 *
 * @param resourceType what it counts
 * @param decision with the warnings
 */
public record AdmittedRequest(Allocation allocation, String resourceType, Decision.Admitted decision) {}
