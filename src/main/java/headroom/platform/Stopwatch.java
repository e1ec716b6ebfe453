package headroom.platform;

/** Measures a duration from when it was started; no clock, and never judged by. Immutable. */
public final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long startedAtNanos = System.nanoTime();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Seconds since the start. */
    public double seconds() {
        return (System.nanoTime() - startedAtNanos) / NANOS_PER_SECOND;
    }
}
