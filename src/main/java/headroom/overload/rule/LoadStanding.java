package headroom.overload.rule;

/**
 * The state of a server's load, and how it moves: up at once, down when the load has stayed below the state for ten seconds, and then
 * to what the highest load of those seconds keeps up. Immutable.
 *
 * @param since when it came to this state, in seconds of the caller's watch
 * @param belowSince since when the load is below the state; negative while it is not
 * @param highestBelow the highest load since then
 */
public record LoadStanding(LoadState state, double since, double belowSince, double highestBelow) {
    /** How long the load must be below a state, in seconds. */
    public static final double DWELL_SECONDS = 10;

    private static final double NOT = -1;

    /** A server that begins. */
    public static LoadStanding begin(double now) {
        return at(LoadState.NORMAL, now);
    }

    private static LoadStanding at(LoadState state, double now) {
        return new LoadStanding(state, now, NOT, 0);
    }

    /** The standing after the load was measured. */
    public LoadStanding after(double load, double now) {
        LoadState reached = LoadState.of(load);
        if (reached.compareTo(state) > 0) {
            return at(reached, now);
        }
        if (state == LoadState.NORMAL || load >= state.until()) {
            return belowSince < 0 ? this : new LoadStanding(state, since, NOT, 0);
        }
        double begun = belowSince < 0 ? now : belowSince;
        double highest = belowSince < 0 ? load : Math.max(highestBelow, load);
        return now - begun >= DWELL_SECONDS
                ? at(state.keptBy(highest), now)
                : new LoadStanding(state, since, begun, highest);
    }
}
