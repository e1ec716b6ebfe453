package headroom.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is wanted of a run.
 *
 * @param words what it is about
 * @param bound the least, or the most, that is wanted
 * @param least whether the bound is the least
 * @param unit of bound and value
 * @param value what was measured, where it was
 */
record Aim(String words, double bound, boolean least, String unit, OptionalDouble value) {

    /** All of them. */
    static List<Aim> all(Findings found) {
        List<Aim> aims = new ArrayList<>();
        aims.add(atLeast(3, "one hot tree / locked function, both at 64", found.ratio("hot-tree/64", "locked/64")));
        aims.add(atLeast(0.5, "one hot tree / no-op, both at 64", found.ratio("hot-tree/64", "no-op/64")));
        aims.add(atLeast(5, "allocations in batches of 100 / no-op at 64", found.ratio("batch", "no-op/64")));
        aims.add(atLeast(
                0.8,
                "breaker permits / no-op beside them, both at 64",
                found.ratio("breakers/permits", "breakers/no-op")));
        aims.add(atLeast(0.9, "one hot tree in a pool / without, both at 64", found.get("governed/ratio")));
        aims.add(atMost(15, "p99 at half of the peak", "ms", found.get("latency/p99")));
        for (String kind : List.of("allocate and release", "check", "usage", "allocations", "history")) {
            aims.add(atMost(
                    1.3,
                    "slower from the smallest to the largest: " + kind,
                    "x",
                    found.ratio("sizes/first/" + kind, "sizes/last/" + kind)));
        }
        aims.add(atLeast(
                0.8, "admitted under three times the load / peak", found.ratio("overload/least", "overload/peak")));
        aims.add(atMost(0, "releases refused under it", "", found.get("overload/releases-refused")));
        aims.add(atMost(50, "what a refusal takes", "us", found.get("rules/refusal")));
        aims.add(rule(0.1, "quotaValidation", found));
        aims.add(rule(0.05, "effectiveLimit", found));
        aims.add(rule(0.2, "availability", found));
        aims.add(rule(0.5, "hierarchyValidation", found));
        aims.add(rule(1, "usageStatistics", found));
        return aims;
    }

    private static Aim atLeast(double bound, String words, OptionalDouble value) {
        return new Aim(words, bound, true, "x", value);
    }

    private static Aim atMost(double bound, String words, String unit, OptionalDouble value) {
        return new Aim(words, bound, false, unit, value);
    }

    private static Aim rule(double bound, String name, Findings found) {
        return atMost(bound, "rule " + name, "us", found.get("rules/" + name));
    }

    String wanted() {
        return "%s %s %s".formatted(least ? "at least" : "at most", bound, unit);
    }

    String measured() {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f %s", value.getAsDouble(), unit) : "";
    }

    String verdict() {
        if (value.isEmpty()) {
            return "not measured";
        }
        boolean met = least ? value.getAsDouble() >= bound : value.getAsDouble() <= bound;
        return met ? "met" : "MISSED";
    }
}
