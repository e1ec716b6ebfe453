package headroom.quota.boundary;

import headroom.quota.control.Batch;
import headroom.quota.control.BatchTransaction;
import headroom.quota.control.Batches;
import headroom.quota.control.LaneWorkers;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.inject.Inject;

/**
 * Decides a batch of requests to one tree in one transaction. The lanes run on an executor of their own: as many
 * transactions at once as it has threads, each with a connection of the pool.
 */
@Stateless
@ContextServiceDefinition(
        name = DecidingBatch.CONTEXT,
        propagated = ContextServiceDefinition.APPLICATION,
        cleared = ContextServiceDefinition.ALL_REMAINING)
@ManagedExecutorDefinition(
        name = LaneWorkers.EXECUTOR,
        context = DecidingBatch.CONTEXT,
        maxAsync = LaneWorkers.MAX_AT_WORK)
public class DecidingBatch implements BatchTransaction {
    static final String CONTEXT = "java:app/concurrent/lane-context";

    @Inject
    private Batches batches;

    @Resource
    private SessionContext session;

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void run(Batch batch) {
        batches.decide(batch);
        if (!batch.isWritten()) {
            session.setRollbackOnly();
        }
    }
}
