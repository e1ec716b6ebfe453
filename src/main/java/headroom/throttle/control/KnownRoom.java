package headroom.throttle.control;

import java.util.function.DoubleSupplier;

/**
 * How many permits a tenant may still be granted, as its lane remembers since they were counted last. To count them costs the more the more there
 * are: so a tenant that has as many as it may is not counted for again at once, whoever asks. Handed from leader to leader by the
 * lane's lock.
 */
final class KnownRoom implements PermitBatch.Room {
    /** So many are granted before they are counted again: other servers grant too. */
    static final int MOST = 1_000;

    /** Seconds for which a tenant is believed to have as many as it may, but for those that end here. */
    static final double FULL_SECONDS = 1;

    private final DoubleSupplier watch;
    private int permits;
    private double fullUntil = Double.NEGATIVE_INFINITY;

    /**
     * Nothing is known yet.
     *
     * @param watch seconds since whenever
     */
    KnownRoom(DoubleSupplier watch) {
        this.watch = watch;
    }

    @Override
    public boolean has(int more) {
        return permits >= more;
    }

    @Override
    public boolean isToBeCounted() {
        return watch.getAsDouble() >= fullUntil;
    }

    @Override
    public void counted(int free, int granted) {
        permits = Math.min(MOST, Math.max(0, free)) + granted;
        if (free <= 0) {
            fullUntil = watch.getAsDouble() + FULL_SECONDS;
        }
    }

    @Override
    public void granted(int granted) {
        permits -= granted;
    }

    @Override
    public void ended(int ended) {
        permits = Math.min(MOST, permits + ended);
    }
}
