package headroom.overload.rule;

/**
 * What a server should bear: each the load of 1.
 *
 * @param isOn whether anything is refused; how loaded the server is, is known either way
 * @param inFlight requests under way, at least 1
 * @param queueWaitSeconds how long requests wait, in the mean; above 0
 * @param connections database connections at work, at least 1
 * @param cpu share of all processors, above 0 and at most 1
 */
public record ShedOptions(boolean isOn, int inFlight, double queueWaitSeconds, int connections, double cpu) {
    /** More than what should be under way is refused at once, whoever sends it, from so many times as many. */
    private static final double TOO_MANY = 1.25;

    /** From so many times as many those are refused who send much; the places above are kept for the others. */
    private static final double TOO_MANY_OF_HEAVY = 1.05;

    public ShedOptions {
        if (inFlight < 1 || !(queueWaitSeconds > 0) || connections < 1 || !(cpu > 0 && cpu <= 1)) {
            throw new IllegalArgumentException("what a server bears is above 0, was " + inFlight + ", "
                    + queueWaitSeconds + " s, " + connections + ", " + cpu);
        }
    }

    /** The most requests under way before all that may be refused is, at once. */
    public int mostInFlight() {
        return (int) Math.ceil(inFlight * TOO_MANY);
    }

    /** The most requests under way before those of heavy tenants may be refused, at once; at most {@link #mostInFlight}. */
    public int mostOfHeavy() {
        return (int) Math.ceil(inFlight * TOO_MANY_OF_HEAVY);
    }
}
