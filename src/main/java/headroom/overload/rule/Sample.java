package headroom.overload.rule;

/**
 * What one call tells of the concurrency that its target bears.
 *
 * @param rttNanos from its begin to its end, above 0
 * @param inFlight calls under way when it began, itself among them
 * @param outcome how it ended
 * @param firstAttempt whether it was no repetition: only such a one may raise a limit
 */
public record Sample(long rttNanos, int inFlight, Outcome outcome, boolean firstAttempt) {
    public Sample {
        if (rttNanos < 1 || inFlight < 0) {
            throw new IllegalArgumentException(
                    "a sample takes time and is under way, was " + rttNanos + " ns, " + inFlight);
        }
    }

    /** How a permit ends. */
    public enum Outcome {
        /** The target answered, and asks for no less. */
        SUCCESS,
        /** The target asks for less (429, 503), or did not answer in time. */
        DROPPED,
        /** It says nothing of how much the target bears. */
        IGNORED
    }

    public boolean isDropped() {
        return outcome == Outcome.DROPPED;
    }
}
