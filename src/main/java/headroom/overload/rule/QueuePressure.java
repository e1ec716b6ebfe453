package headroom.overload.rule;

/** What the length of a queue, and how long work waits in it, ask of those who add to it. */
public final class QueuePressure {
    private static final double SOFT_FROM = 0.5;
    private static final double HARD_FROM = 0.9;

    /** Work that waits so many times the target is no burst any more. */
    private static final double HARD_WAITS = 4;

    private QueuePressure() {}

    /**
     * Half full, or a wait of the target: soft. Nine tenths full, or four times the target: hard.
     *
     * @param capacity above 0
     * @param targetSeconds above 0
     */
    public static Pressure of(int depth, int capacity, double waitSeconds, double targetSeconds) {
        double full = (double) depth / capacity;
        double late = waitSeconds / targetSeconds;
        if (full >= HARD_FROM || late >= HARD_WAITS) {
            return Pressure.HARD;
        }
        return full >= SOFT_FROM || late >= 1 ? Pressure.SOFT : Pressure.NONE;
    }
}
