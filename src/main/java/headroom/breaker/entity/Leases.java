package headroom.breaker.entity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The leases of probes as text: {@code number:microseconds} with spaces between, in the order of the numbers. */
final class Leases {
    private Leases() {}

    static String written(Map<Long, Instant> leases) {
        return new TreeMap<>(leases)
                .entrySet().stream()
                        .map(lease -> lease.getKey() + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, lease.getValue()))
                        .collect(Collectors.joining(" "));
    }

    static Map<Long, Instant> read(String text) {
        Map<Long, Instant> leases = new TreeMap<>();
        for (String lease : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int colon = lease.indexOf(':');
            long micros = Long.parseLong(lease.substring(colon + 1));
            leases.put(Long.parseLong(lease.substring(0, colon)), Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
        return leases;
    }
}
