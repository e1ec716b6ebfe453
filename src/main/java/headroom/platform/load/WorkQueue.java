package headroom.platform.load;

import headroom.kernel.TenantId;

/** A queue that requests wait in. Implemented by whoever has one; asked ten times a second by one thread at a time. Thread-safe. */
public interface WorkQueue {
    /** Requests that wait, or are being worked at. */
    int waiting();

    /** As many may wait in all. */
    int capacity();

    /** How long those waited, in the mean, whose work began since this was asked last; 0 where none did. In seconds. */
    double takeWaitSeconds();

    /** Tells of each part of the queue that somebody waits in. */
    void tell(Hearer hearer);

    /** Hears of the parts of a queue. */
    @FunctionalInterface
    interface Hearer {
        /**
         * One part.
         *
         * @param tenant whose requests wait there
         * @param waiting how many
         * @param capacity how many may
         * @param waitSeconds how long the next one has waited already
         */
        void part(TenantId tenant, int waiting, int capacity, double waitSeconds);
    }
}
