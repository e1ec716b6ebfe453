package headroom.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the one who typed the command reads: few short lines, each with the seconds since the start. Holds the
 * streams of the start of the process, for the server's own output is led into its log. Thread-safe.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Supplier<Duration> elapsed;

    /** Prints to the given streams. */
    Console(PrintStream out, PrintStream err, Supplier<Duration> elapsed) {
        this.out = out;
        this.err = err;
        this.elapsed = elapsed;
    }

    /** The process's own streams, counting from now. */
    static Console ofProcess() {
        long start = System.nanoTime();
        return new Console(System.out, System.err, () -> Duration.ofNanos(System.nanoTime() - start));
    }

    /** Says what is being done: {@code  3.2 s  database  ready}. */
    public void step(String part, String words) {
        double seconds = elapsed.get().toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %-9s %s", seconds, part, words));
        out.flush();
    }

    /** Text as it is. */
    public void text(String text) {
        out.println(text);
        out.flush();
    }

    /** Why it did not work, on the error stream. */
    public void refuse(String words) {
        err.println(words);
        err.flush();
    }
}
