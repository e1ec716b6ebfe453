package headroom.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Single numbers that aims are about, each under a name. Used by one thread. */
public final class Findings {
    private final Map<String, Double> values = new LinkedHashMap<>();

    public void put(String name, double value) {
        values.put(name, value);
    }

    /** The larger one of this and what is there. */
    public void putLargest(String name, double value) {
        values.merge(name, value, Math::max);
    }

    public OptionalDouble get(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** One divided by another, where both were measured. */
    OptionalDouble ratio(String dividend, String divisor) {
        OptionalDouble above = get(dividend);
        OptionalDouble below = get(divisor);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }
}
