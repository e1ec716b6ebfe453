package headroom.overload.rule;

/**
 * How loaded a server is, each part as a share of what it should bear: 1 is all.
 *
 * @param queueWait how long work waits, of how long it should at most
 * @param inFlight requests under way, of how many should be at most
 * @param pool database connections at work, of how many there may be
 * @param cpu processor time that the server uses, of all there is
 */
public record Load(double queueWait, double inFlight, double pool, double cpu) {
    public static final Load NONE = new Load(0, 0, 0, 0);

    /** The load as a whole: that of the part that is worst off. */
    public double value() {
        return Math.max(waiting(), cpu);
    }

    /** The same without the processors: work waits, and does not only keep them busy. */
    public double waiting() {
        return Math.max(queueWait, Math.max(inFlight, pool));
    }
}
