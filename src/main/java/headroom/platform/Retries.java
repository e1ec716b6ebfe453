package headroom.platform;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs a transaction again that lost against another: a version moved, a name was taken in between, a deadlock was
 * broken. Stands outside the transaction, so that each attempt begins from what is true by then. Thread-safe.
 */
public final class Retries {
    /** Losing this often in a row is not bad luck any more. */
    static final int MAX_ATTEMPTS = 6;

    /** Between attempts, doubled each time, with jitter; in microseconds. */
    private static final int BASE_PAUSE_MICROS = 500;

    private Retries() {}

    /** What the work yields, at the latest attempt; its exception where that fails too. */
    public static <T> T call(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException failed) {
                if (attempt == MAX_ATTEMPTS || !DatabaseFailures.isLostRace(failed)) {
                    throw failed;
                }
                pause(attempt);
            }
        }
    }

    /** Runs work whose failure is another's to hear: hands back what it failed of, where it did. */
    public static Optional<RuntimeException> attempt(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(failed);
        }
    }

    private static void pause(int attempt) {
        long micros = (long) BASE_PAUSE_MICROS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(micros / 2, micros) * 1_000);
    }
}
