package headroom.overload.rule;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much work of each class may come in, a second. A server that is loaded takes up as much as it gets done, a little less while the load is
 * above where it should be, a little more while it is below. That is given to the highest class first; so no class is cut unless those
 * below it are cut wholly. Each class has a load of its own that it is held at, below where it may be cut; no class is cut that the
 * state of the load does not allow. A busy processor alone cuts no {@link RequestClass#CRITICAL}: at the peak it is busy.
 *
 * <p>Immutable. That admission follows what gets done, by classes and then by senders, is DAGOR's way (Zhou et al., Overload Control for Scaling
 * WeChat Microservices, 2018); that it is computed from the rates instead of stepped towards lets it hold still.
 */
public final class Allowance {
    /** Nothing is cut. */
    public static final Allowance ALL = new Allowance(Map.of(), Map.of());

    /** Room that is free is filled, and room that is missing is made, within about so many seconds. */
    private static final double CORRECTION_SECONDS = 0.5;

    /** No correction is more than such a part of what gets done, for a unit of load. */
    private static final double MOST_CORRECTION = 0.5;

    /** But at least such a part of all room a second, so that a server that got nothing done begins again. */
    private static final double LEAST_CORRECTION = 0.05;

    /** Of the highest class such a part of what gets done comes in however high the load: enough for those who send little, and not too much to recover. */
    private static final double LEAST_PART = 0.1;

    private final Map<RequestClass, Double> allowed;
    private final Map<RequestClass, Double> cuts;

    private Allowance(Map<RequestClass, Double> allowed, Map<RequestClass, Double> cuts) {
        this.allowed = allowed;
        this.cuts = cuts;
    }

    /**
     * The allowance at a load.
     *
     * @param room requests that may be under way, at the load of 1
     * @param done work that gets done, a second
     * @param offered work of each class that comes, a second
     */
    public static Allowance at(Load load, LoadState state, int room, double done, Map<RequestClass, Double> offered) {
        if (state == LoadState.NORMAL) {
            return ALL;
        }
        Map<RequestClass, Double> allowed = new EnumMap<>(RequestClass.class);
        Map<RequestClass, Double> cuts = new EnumMap<>(RequestClass.class);
        double above = 0;
        for (RequestClass requested : RequestClass.highestFirst()) {
            double comes = offered.getOrDefault(requested, 0.0);
            if (requested.place() < state.classesCut()) {
                double least = requested == RequestClass.CRITICAL ? done * LEAST_PART : 0;
                double left = Math.max(least, intake(load, requested, room, done) - above);
                allowed.put(requested, left);
                cuts.put(requested, left >= comes ? 0 : 1 - left / comes);
            }
            above += comes;
        }
        return new Allowance(Collections.unmodifiableMap(allowed), Collections.unmodifiableMap(cuts));
    }

    /** Work of this class and those above it that may come in, a second. */
    private static double intake(Load load, RequestClass requested, int room, double done) {
        LoadState cutFrom = LoadState.cutting(requested);
        double felt = requested == RequestClass.CRITICAL ? load.waiting() : load.value();
        double aim = cutFrom.from() - LoadState.HYSTERESIS / 2;
        double fastest = Math.min(room / CORRECTION_SECONDS, Math.max(done * MOST_CORRECTION, room * LEAST_CORRECTION));
        return done + (aim - felt) * fastest;
    }

    /** Work of a class that may come in, a second; infinite where it is not cut. */
    public double of(RequestClass requested) {
        return allowed.getOrDefault(requested, Double.POSITIVE_INFINITY);
    }

    /** How much of what comes of a class is cut: 0 nothing, 1 all. */
    public double cut(RequestClass requested) {
        return cuts.getOrDefault(requested, 0.0);
    }

    /** Whether any of a class may be refused. */
    public boolean isCut(RequestClass requested) {
        return cut(requested) > 0;
    }
}
