package headroom.overload.rule;

/**
 * Which limit, and between what.
 *
 * @param algorithm how it moves
 * @param initial where it begins
 * @param least what it never falls below, at least 1
 * @param most what it never exceeds, at most {@value #MAX}
 */
public record LimitOptions(Algorithm algorithm, int initial, int least, int most) {
    /** More threads no server has. */
    public static final int MAX = 10_000;

    /** How a limit moves. */
    public enum Algorithm {
        /** It does not. */
        FIXED,
        /** By the queue that the delay over the least one seen speaks of ({@link VegasLimit}). */
        VEGAS,
        /** By the slope between the delay of late and the one that is usual ({@link Gradient2Limit}). */
        GRADIENT2
    }

    public LimitOptions {
        if (least < 1 || initial < least || most < initial || most > MAX) {
            throw new IllegalArgumentException(
                    "1 <= least <= initial <= most <= " + MAX + ", was " + least + ", " + initial + ", " + most);
        }
    }

    public static LimitOptions fixed(int limit) {
        return new LimitOptions(Algorithm.FIXED, limit, limit, limit);
    }

    public static LimitOptions vegas(int initial, int least, int most) {
        return new LimitOptions(Algorithm.VEGAS, initial, least, most);
    }

    public static LimitOptions gradient2(int initial, int least, int most) {
        return new LimitOptions(Algorithm.GRADIENT2, initial, least, most);
    }

    /** The limit before anything is known. */
    public Limit begin() {
        return switch (algorithm) {
            case FIXED -> new FixedLimit(initial);
            case VEGAS -> VegasLimit.begin(this);
            case GRADIENT2 -> Gradient2Limit.begin(this);
        };
    }
}
