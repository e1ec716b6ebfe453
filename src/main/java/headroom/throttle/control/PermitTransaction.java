package headroom.throttle.control;

/** Runs a batch as one transaction of its own. */
public interface PermitTransaction {
    /** Decides the batch by {@link PermitBatches}; after this, what it led to is durable, or nothing has happened. */
    void run(PermitBatch batch);
}
