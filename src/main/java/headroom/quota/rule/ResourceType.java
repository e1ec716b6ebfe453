package headroom.quota.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is counted (rule Q11).
 *
 * @param name the name with its unit in it, {@code gpu_hours}
 * @param unit the unit, for people
 * @param kind whether what is used is gone or comes back
 */
public record ResourceType(String name, String unit, Kind kind) {
    private static final List<ResourceType> BUILT_IN = Stream.of(
                    concurrent("concurrent_gpus", "GPU"),
                    consumable("gpu_hours", "GPU hour"),
                    concurrent("concurrent_cpus", "CPU"),
                    consumable("cpu_hours", "CPU hour"),
                    consumable("tpu_hours", "TPU hour"),
                    concurrent("memory_gb", "GB"),
                    consumable("memory_gb_hours", "GB hour"),
                    concurrent("storage_gb", "GB"),
                    consumable("storage_gb_hours", "GB hour"),
                    concurrent("network_gbps", "Gbit/s"),
                    consumable("network_gbps_hours", "Gbit/s hour"),
                    concurrent("custom_licenses", "licence"),
                    consumable("custom_api_credits", "credit"))
            .toList();

    private static final Map<String, ResourceType> BUILT_IN_BY_NAME =
            BUILT_IN.stream().collect(Collectors.toUnmodifiableMap(ResourceType::name, Function.identity()));

    /** Whether the resource is used up or only held. */
    public enum Kind {
        /** Used up: a budget with a period may be set on it (rule Q10). */
        CONSUMABLE,
        /** Held and given back. */
        CONCURRENT
    }

    /** The types that every tenant has. */
    public static List<ResourceType> builtIn() {
        return BUILT_IN;
    }

    public static boolean isBuiltIn(String name) {
        return BUILT_IN_BY_NAME.containsKey(name);
    }

    public static Optional<ResourceType> builtIn(String name) {
        return Optional.ofNullable(BUILT_IN_BY_NAME.get(name));
    }

    public boolean isConsumable() {
        return kind == Kind.CONSUMABLE;
    }

    private static ResourceType concurrent(String name, String unit) {
        return new ResourceType(name, unit, Kind.CONCURRENT);
    }

    private static ResourceType consumable(String name, String unit) {
        return new ResourceType(name, unit, Kind.CONSUMABLE);
    }
}
