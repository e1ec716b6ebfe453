package headroom.quota.control;

import headroom.kernel.Refusal;
import headroom.quota.rule.Decision;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The refusal of a request that does not fit (rule Q8).
 *
 * @param denied with every violation
 * @param quotaId where it was asked for
 * @param retryAt when enough will be free as far as is known; null when nothing is
 */
public record QuotaExceeded(
        Decision.Denied denied, UUID quotaId, @Nullable Instant retryAt) implements Refusal {
    public QuotaExceeded(Decision.Denied denied, UUID quotaId) {
        this(denied, quotaId, null);
    }

    public QuotaExceeded withRetryAt(@Nullable Instant instant) {
        return new QuotaExceeded(denied, quotaId, instant);
    }

    @Override
    public Kind kind() {
        return Kind.QUOTA_EXCEEDED;
    }

    @Override
    public String detail() {
        return denied.violations().stream()
                .map(violation -> violation.node().name() + " lacks " + violation.shortfall())
                .collect(Collectors.joining("; "));
    }
}
