package headroom.platform.load;

import java.util.concurrent.atomic.AtomicInteger;

/** How many database connections of this server are in a transaction. Thread-safe. */
public final class ConnectionUse {
    private static final AtomicInteger BUSY = new AtomicInteger();

    private ConnectionUse() {}

    /** A transaction begins, or ends. */
    public static void count(int more) {
        BUSY.addAndGet(more);
    }

    /** Connections in a transaction now. */
    public static int busy() {
        return BUSY.get();
    }
}
