package headroom.bench.system;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Ends what was started, the last first, each once: at the end of the run, on Ctrl-C, or when Maven ends. */
public final class Cleanup implements Closeable {
    private final Deque<Closeable> started = new ArrayDeque<>();
    private boolean closed;

    public Cleanup() {}

    /** A clean-up that also runs when this process is told to end. */
    public static Cleanup atExit() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        return cleanup;
    }

    /** Takes charge of something; it is ended at once where the end has already come. */
    public <T extends Closeable> T add(T part) {
        return start(() -> part);
    }

    /** Starts something and takes charge of it. An end that comes meanwhile waits, so that nothing is left behind. */
    public synchronized <T extends Closeable> T start(Supplier<T> starting) {
        T part = starting.get();
        started.push(part);
        if (closed) {
            close();
        }
        return part;
    }

    /** Whether the end has come. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (IOException | RuntimeException failed) {
                System.err.println("could not be ended: " + failed);
            }
        }
    }

    /** Removes a directory of this run. */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
