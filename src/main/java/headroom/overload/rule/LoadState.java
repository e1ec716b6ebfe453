package headroom.overload.rule;

/** How loaded a server is. Each state allows one more class of requests to be cut. */
public enum LoadState {
    NORMAL(0, 0),
    /** {@link RequestClass#SHEDDABLE} may be cut. */
    WARNING(0.7, 1),
    /** {@link RequestClass#SHEDDABLE_PLUS} too. */
    CRITICAL(0.9, 2),
    /** {@link RequestClass#CRITICAL} too, and nothing of a class that is cut wholly is kept. */
    EMERGENCY(1.0, 3);

    /** So far below where it begins the load must be for the state to end. */
    public static final double HYSTERESIS = 0.05;

    private final double from;
    private final int classesCut;

    LoadState(double from, int classesCut) {
        this.from = from;
        this.classesCut = classesCut;
    }

    /** The least load of the state. */
    public double from() {
        return from;
    }

    /** How many classes of requests may be cut, from the lowest up. */
    public int classesCut() {
        return classesCut;
    }

    /** The load below which the state ends. */
    public double until() {
        return from - HYSTERESIS;
    }

    /** The least state in which a class may be cut. */
    static LoadState cutting(RequestClass requested) {
        return switch (requested) {
            case SHEDDABLE -> WARNING;
            case SHEDDABLE_PLUS -> CRITICAL;
            case CRITICAL, CRITICAL_PLUS -> EMERGENCY;
        };
    }

    /** The state that begins at a load. */
    static LoadState of(double load) {
        LoadState state = NORMAL;
        for (LoadState next : values()) {
            if (load >= next.from) {
                state = next;
            }
        }
        return state;
    }

    /** The highest state up to this one that a load keeps up. */
    LoadState keptBy(double load) {
        LoadState kept = NORMAL;
        for (LoadState next : values()) {
            if (next.compareTo(this) <= 0 && next != NORMAL && load >= next.until()) {
                kept = next;
            }
        }
        return kept;
    }
}
