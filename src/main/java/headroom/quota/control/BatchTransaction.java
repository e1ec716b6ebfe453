package headroom.quota.control;

/** Runs a batch as one transaction of its own. */
public interface BatchTransaction {
    /** Decides the batch by {@link Batches}; after this, what it led to is durable, or nothing has happened. */
    void run(Batch batch);
}
