package headroom.bench.talk;

/** Job ids that were never used before in this run. Used by one thread. */
final class Jobs {
    static final int WIDTH = 12;

    private static long last;

    private Jobs() {}

    static long next() {
        return ++last;
    }
}
