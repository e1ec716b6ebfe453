package headroom.throttle.control;

import headroom.kernel.Constants;
import headroom.platform.Sql;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Aim;
import headroom.throttle.rule.HourWindow;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Use;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Throttles to and from columns. */
final class ThrottleColumns {
    static final String SELECT = """
            select tenant_id, id, job_type, source, max_active, max_per_hour, burst_capacity, refill_per_second, mode, paused,
                expires_at, active, hour_costs, bucket, would_have_refused, reason, ticket, changed_by, created_at, updated_at, version
            from throttles
            """;

    private ThrottleColumns() {}

    static StoredThrottle read(Object[] column) {
        Limits limits = new Limits(integer(column[4]), integer(column[5]), integer(column[6]), (BigDecimal) column[7]);
        Use use = new Use(
                ((Number) column[11]).intValue(),
                0,
                null,
                hour(column[12].toString()),
                TokenBucket.read(limits, Sql.textOrNull(column[13])).orElse(null));
        Throttle throttle = new Throttle(
                Sql.uuid(column[1]),
                new Aim(column[2].toString(), column[3].toString()),
                limits,
                Constants.read(Mode.class, column[8]),
                (Boolean) column[9],
                Sql.instantOrNull(column[10]),
                use,
                ((Number) column[14]).longValue());
        return new StoredThrottle(
                column[0].toString(),
                throttle,
                column[15].toString(),
                Sql.textOrNull(column[16]),
                column[17].toString(),
                Sql.instant(column[18]),
                Sql.instant(column[19]),
                ((Number) column[20]).longValue());
    }

    /** {@code 29394012:5,29394013:7}: minutes since the epoch, and what was granted in each. */
    static String written(HourWindow hour) {
        return hour.costs().entrySet().stream()
                .map(minute -> minute.getKey() + ":" + minute.getValue())
                .collect(Collectors.joining(","));
    }

    static HourWindow hour(String written) {
        TreeMap<Long, Long> costs = new TreeMap<>();
        if (!written.isEmpty()) {
            for (String minute : written.split(",", -1)) {
                int colon = minute.indexOf(':');
                costs.put(Long.valueOf(minute.substring(0, colon)), Long.valueOf(minute.substring(colon + 1)));
            }
        }
        return new HourWindow(costs);
    }

    /** These names, and the wildcard. */
    static List<String> andAny(List<String> names) {
        return Stream.concat(Stream.of(Aim.ANY), names.stream()).distinct().toList();
    }

    private static @Nullable Integer integer(@Nullable Object column) {
        return column == null ? null : ((Number) column).intValue();
    }
}
