package headroom.alert.rule;

import headroom.kernel.AlertType;
import headroom.kernel.Amount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.Threshold;
import headroom.quota.rule.Utilization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What is told of one quota.
 *
 * @param usage when it happened
 * @param effectiveLimit what usage is compared with
 * @param at when it happened
 */
public record QuotaStory(UUID quotaId, EntityName name, Amount usage, Amount effectiveLimit, Instant at) {
    private static final BigDecimal GRAVE_PERCENT = BigDecimal.valueOf(90);

    /** Usage has come to a threshold. */
    public News crossed(Threshold threshold) {
        return new News(
                AlertType.QUOTA_THRESHOLD,
                key(threshold.code()),
                subject(),
                severity(threshold),
                "usage " + usage + " of " + name + " " + words(threshold),
                at,
                data(threshold.code()));
    }

    /** Usage has been below the threshold for long enough, or it is watched no more. */
    public News calmed(Threshold threshold) {
        return new News(
                AlertType.QUOTA_CLEARED,
                key(threshold.code()),
                subject(),
                Severity.INFO,
                "usage " + usage + " of " + name + " does not stand any more where it " + words(threshold),
                at,
                data(threshold.code()));
    }

    /** It will be exhausted then. */
    public News exhaustsAt(Instant exhaustsAt) {
        Map<String, Object> data = data("forecast");
        data.put("exhausts_at", exhaustsAt);
        return new News(
                AlertType.QUOTA_FORECAST,
                key("forecast"),
                subject(),
                Severity.WARNING,
                name + " exhausts at " + exhaustsAt + " if usage goes on as in the last 24 h",
                at,
                data);
    }

    /** A quota of which it was told, under this key, will not be exhausted soon any more, or is already, or is gone. */
    public static News notExhausted(String key, Instant at) {
        return new News(
                AlertType.QUOTA_FORECAST_CLEARED,
                key,
                key.substring(0, key.lastIndexOf('/')),
                Severity.INFO,
                "it is not foreseen any more that the quota exhausts soon",
                at,
                Map.of());
    }

    private String subject() {
        return "quota/" + quotaId;
    }

    private String key(String what) {
        return subject() + "/" + what;
    }

    private Map<String, Object> data(String threshold) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("quota_id", quotaId);
        data.put("entity_type", name.type().wireName());
        data.put("entity_id", name.id());
        data.put("resource_type", name.resourceType());
        data.put("threshold", threshold);
        data.put("usage", usage);
        data.put("effective_limit", effectiveLimit);
        data.put("utilization_percent", Utilization.percent(usage, effectiveLimit));
        return data;
    }

    private static Severity severity(Threshold threshold) {
        return switch (threshold.kind()) {
            case REACHED, EXCEEDED -> Severity.CRITICAL;
            case SOFT -> Severity.WARNING;
            case PERCENT -> isGrave(threshold) ? Severity.CRITICAL : Severity.WARNING;
        };
    }

    private static boolean isGrave(Threshold threshold) {
        BigDecimal percent = threshold.percent();
        return percent != null && percent.compareTo(GRAVE_PERCENT) >= 0;
    }

    private String words(Threshold threshold) {
        return switch (threshold.kind()) {
            case PERCENT -> "has come to " + threshold.code() + " % of " + effectiveLimit;
            case SOFT -> "has come to the soft limit";
            case REACHED -> "has come to the limit " + effectiveLimit;
            case EXCEEDED -> "stands above the limit " + effectiveLimit;
        };
    }
}
