package headroom.overload.rule;

/**
 * How much is cut away, from the lowest class up: a depth of 1 is all of {@link RequestClass#SHEDDABLE}, of 2 all of
 * {@link RequestClass#SHEDDABLE_PLUS} too, of 3 all but {@link RequestClass#CRITICAL_PLUS}. No class is cut before those below it are
 * cut wholly. Deeper while the load is above where the class may be cut, less deep when it is below that by the hysteresis: so
 * no more is refused than holds the load there. Never deeper than the state allows. A busy processor alone cuts no
 * {@link RequestClass#CRITICAL}: at the peak it is busy.
 *
 * <p>Immutable. After the admission levels of DAGOR (Zhou et al., Overload Control for Scaling WeChat Microservices, 2018), which
 * also goes down fast and up slowly.
 *
 * @param depth 0 to 3
 */
public record Cut(double depth) {
    public static final Cut NOTHING = new Cut(0);

    private static final LoadState[] STATES = LoadState.values();

    /** Steps within {@link #STEP_SECONDS}: at least, for each of the error, and at most. */
    private static final double LEAST_STEP = 0.01;

    private static final double STEP_BY_ERROR = 0.5;
    private static final double MOST_STEP = 0.15;

    /** Twice as fast down as up again. */
    private static final double UP_AGAIN = 0.5;

    /** What the steps are for, in seconds. */
    private static final double STEP_SECONDS = 0.1;

    /** The most that can be cut. */
    private static final int DEEPEST = 3;

    /** Halvings of what the heaviest tenants may still send, from nothing cut to nearly all. */
    private static final double HALVINGS = 8;

    public Cut {
        if (!(depth >= 0 && depth <= DEEPEST)) {
            throw new IllegalArgumentException("a cut is 0 to 3 deep, was " + depth);
        }
    }

    /** The cut after the load was measured, so many seconds after the last time. */
    public Cut after(Load load, LoadState state, double seconds) {
        double steps = Math.min(seconds / STEP_SECONDS, 10);
        double most = state.classesCut();
        if (depth < most) {
            int next = (int) depth;
            double above = felt(load, next) - STATES[next + 1].from();
            if (above > 0) {
                return new Cut(Math.min(most, Math.min(next + 1.0, depth + step(above) * steps)));
            }
        }
        int last = Math.max(0, (int) Math.ceil(depth) - 1);
        double below = STATES[last + 1].until() - felt(load, last);
        double up = below > 0 ? step(below) * UP_AGAIN * steps : 0;
        return new Cut(Math.min(most, Math.max(0, depth - up)));
    }

    private static double felt(Load load, int place) {
        return place == RequestClass.CRITICAL.place() ? load.waiting() : load.value();
    }

    private static double step(double error) {
        return Math.min(MOST_STEP, LEAST_STEP + STEP_BY_ERROR * error);
    }

    /** How much of a class is cut: 0 nothing, 1 all. */
    public double of(RequestClass requested) {
        return requested == RequestClass.CRITICAL_PLUS ? 0 : Math.max(0, Math.min(1, depth - requested.place()));
    }

    /**
     * What each tenant may still send of a class, of what the heaviest one sends: who sends less is not refused at all. 1 where nothing is
     * cut, 0 where all is.
     */
    public double level(RequestClass requested) {
        double cut = of(requested);
        return cut >= 1 ? 0 : Math.pow(2, -HALVINGS * cut);
    }
}
