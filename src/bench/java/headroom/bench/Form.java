package headroom.bench;

import headroom.bench.data.Size;
import headroom.bench.load.Window;
import java.time.Duration;

/** How much of everything: the short form for each change, the full form for the record. */
public enum Form {
    SHORT(Size.MEDIUM, 90, new Window(Duration.ofSeconds(2), Duration.ofSeconds(8)), 1, 3),
    FULL(Size.LARGE, 120, new Window(Duration.ofSeconds(5), Duration.ofSeconds(20)), 2, 5);

    private final Size largest;
    private final Duration warmUp;
    private final Window window;
    private final int forks;
    private final int iterations;

    Form(Size largest, int warmUpSeconds, Window window, int forks, int iterations) {
        this.largest = largest;
        this.warmUp = Duration.ofSeconds(warmUpSeconds);
        this.window = window;
        this.forks = forks;
        this.iterations = iterations;
    }

    /** How far the data is grown. */
    public Size largest() {
        return largest;
    }

    /** Mixed load before anything is measured. */
    public Duration warmUp() {
        return warmUp;
    }

    /** Of each measurement. */
    public Window window() {
        return window;
    }

    /** JVMs for each rule. */
    public int forks() {
        return forks;
    }

    /** Seconds of warm-up, and of measuring, in each of these JVMs. */
    public int iterations() {
        return iterations;
    }
}
