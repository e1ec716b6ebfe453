package headroom.bench.load;

/** When the next request is due. Used by one thread. */
public sealed interface Pace {
    /** As fast as answers come. */
    static Pace closed() {
        return new Closed();
    }

    /** So many a second, evenly, whatever the answers do. */
    static Pace open(double perSecond) {
        return new Open((long) (1e9 / perSecond));
    }

    /** Must be called once, before all others. */
    void begin(long nowNanos);

    /** When the next request is to be sent; in the past when it is late. */
    long nextDueNanos(long nowNanos);

    /** The next request has been sent. */
    void advance();

    /** Whether requests have a time of their own, and count in the window of that time. */
    boolean isOpen();

    /** A request is due whenever a connection is free. */
    final class Closed implements Pace {
        @Override
        public void begin(long nowNanos) {}

        @Override
        public long nextDueNanos(long nowNanos) {
            return nowNanos;
        }

        @Override
        public void advance() {}

        @Override
        public boolean isOpen() {
            return false;
        }
    }

    /** Each request has a time, which does not move when those before it take long. */
    final class Open implements Pace {
        private final long intervalNanos;
        private long due;

        Open(long intervalNanos) {
            this.intervalNanos = intervalNanos;
        }

        @Override
        public void begin(long nowNanos) {
            due = nowNanos;
        }

        @Override
        public long nextDueNanos(long nowNanos) {
            return due;
        }

        @Override
        public void advance() {
            due += intervalNanos;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
