package headroom.breaker.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Whether what was heard of a service is enough to open its breaker, or what probes showed enough to decide. Pure. */
final class Judgement {
    private Judgement() {}

    /**
     * Why a closed breaker opens; empty where it stays closed. A rate counts with {@code minimum_calls} in the window; where
     * callers must agree, one is counted when the calls of its own reach the same rate, and the rate must be reached without
     * the worst of them too, of whom one fewer than must agree are left out: who has called twice and failed once is easily
     * found beside one that fails alone, and that one does not open for the others, however much it calls. Of failures in a
     * row a caller is counted that had one of them.
     */
    static Optional<Cause> ofClosed(Configuration configuration, Evidence evidence, Instant now) {
        Window window = evidence.window(configuration, now);
        int quorum = configuration.quorumCallers();
        if (window.counts().calls() >= configuration.minimumCalls()) {
            if (agree(window, quorum, Counts::failed, calls -> fails(configuration, calls))) {
                return Optional.of(Cause.FAILURE_RATE);
            }
            if (agree(window, quorum, Counts::slow, calls -> isSlow(configuration, calls))) {
                return Optional.of(Cause.SLOW_CALL_RATE);
            }
        }
        Integer wanted = configuration.consecutiveFailures();
        Evidence.Row row = evidence.failuresInARow(configuration);
        boolean inARow = wanted != null
                && row.failures() >= wanted
                && new Window(Counts.NONE, row.callers()).hasQuorum(quorum, caller -> caller.failed() > 0);
        return inARow ? Optional.of(Cause.CONSECUTIVE_FAILURES) : Optional.empty();
    }

    /**
     * What the probes decide; empty while they do not. Nobody is asked for a quorum: the breaker is open to all already, and
     * there are too few probes.
     */
    static Optional<Cause> ofProbes(Configuration configuration, Counts completed) {
        if (configuration.halfOpenFailFast() && completed.failed() > 0) {
            return Optional.of(Cause.PROBE_FAILED);
        }
        if (completed.calls() < configuration.halfOpenCalls()) {
            return Optional.empty();
        }
        if (fails(configuration, completed)) {
            return Optional.of(Cause.FAILURE_RATE);
        }
        return Optional.of(isSlow(configuration, completed) ? Cause.SLOW_CALL_RATE : Cause.PROBES_PASSED);
    }

    private static boolean agree(Window window, int quorum, ToLongFunction<Counts> bad, Predicate<Counts> ill) {
        return ill.test(window.counts())
                && window.hasQuorum(quorum, ill)
                && ill.test(window.withoutTheWorst(quorum - 1, bad));
    }

    private static boolean fails(Configuration configuration, Counts counts) {
        return counts.isFailureRateAtLeast(configuration.failureRatePercent());
    }

    private static boolean isSlow(Configuration configuration, Counts counts) {
        return counts.isSlowCallRateAtLeast(configuration.slowCallRatePercent());
    }
}
