package headroom.tenant.rule;

import headroom.kernel.Amount;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of each resource type one quota may allow at most; a type that is not named has no maximum. Immutable.
 *
 * @param byResourceType each 0 to 10^15
 */
public record Maximums(Map<String, Amount> byResourceType) {
    public static final Maximums NONE = new Maximums(Map.of());

    public Maximums {
        byResourceType = Map.copyOf(byResourceType);
    }

    public Optional<Amount> of(String resourceType) {
        return Optional.ofNullable(byResourceType.get(resourceType));
    }

    /** Of each resource type the smaller one. */
    public Maximums and(Maximums other) {
        Map<String, Amount> smaller = new TreeMap<>(byResourceType);
        other.byResourceType.forEach(
                (name, maximum) -> smaller.merge(name, maximum, (a, b) -> a.isMoreThan(b) ? b : a));
        return new Maximums(smaller);
    }
}
