package headroom.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was started and is to be stopped, the last first, each once. Thread-safe. */
final class Parts {
    private final Deque<Part> started = new ArrayDeque<>();
    private final Console console;

    Parts(Console console) {
        this.console = console;
    }

    private record Part(String name, Closeable closing) {}

    synchronized void add(String name, Closeable closing) {
        started.push(new Part(name, closing));
    }

    /** Stops all of them; one that does not stop is reported, and does not hold up the others. */
    synchronized void stop() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.closing().close();
            } catch (IOException e) {
                console.refuse("The " + part.name() + " did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
