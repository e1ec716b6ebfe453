package headroom.throttle.boundary;

import headroom.throttle.control.PermitBatch;
import headroom.throttle.control.PermitBatches;
import headroom.throttle.control.PermitTransaction;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Decides a batch of requests about permits in one transaction. */
@Stateless
public class PermitBatchTransaction implements PermitTransaction {
    @Inject
    private PermitBatches batches;

    @Resource
    private SessionContext session;

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void run(PermitBatch batch) {
        batches.decide(batch);
        if (!batch.isWritten()) {
            session.setRollbackOnly();
        }
    }
}
