package headroom.quota.boundary;

import headroom.quota.entity.Quota;
import headroom.quota.rule.Period;
import org.jspecify.annotations.Nullable;

/**
 * A quota with its tree's period.
 *
 * @param period none when null
 */
public record PlacedQuota(Quota quota, @Nullable Period period) {
    QuotaView view() {
        return QuotaView.of(quota, period);
    }
}
