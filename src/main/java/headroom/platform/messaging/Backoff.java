package headroom.platform.messaging;

/**
 * Ticks of a quarter of a second that are passed over after failures: twice as many after each in a row, up to eight seconds.
 * For one thread.
 */
final class Backoff {
    private static final int MAX_PASSED_OVER = 32;

    private int failures;
    private int left;

    /** Whether this tick is one to pass over. */
    boolean passesOver() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** How many failures in a row this one makes. */
    int failed() {
        failures++;
        left = Math.min(MAX_PASSED_OVER, 1 << Math.min(failures, 6));
        return failures;
    }

    void succeeded() {
        failures = 0;
    }
}
