package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.quota.entity.Allocation;
import java.util.Map;

/**
 * The refusal of a step of an allocation, with the allocation as it is: a second release shows what the first one did
 * (rule A2).
 *
 * @param refusal why not
 * @param allocation as it is
 * @param resourceType what it counts
 */
public record StepRefused(Refusal refusal, Allocation allocation, String resourceType) implements Refusal {
    @Override
    public Kind kind() {
        return refusal.kind();
    }

    @Override
    public String detail() {
        return refusal.detail();
    }

    @Override
    public Map<String, Object> members() {
        return refusal.members();
    }
}
