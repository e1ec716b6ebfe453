package headroom.throttle.boundary;

import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.throttle.control.Asking;
import headroom.throttle.control.EndingPermit;
import headroom.throttle.control.PermitLanes;
import headroom.throttle.control.Sweeping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Grants permits and ends them, in the lane of their tenant. */
@ApplicationScoped
public class DecidingPermits {
    @Inject
    private PermitLanes lanes;

    @Inject
    private ThrottleMetrics metrics;

    /** Grants a permit, or says what stands in the way. */
    public Answer ask(Call call, AskPermitRequest request) {
        Asking asking = new Asking(request.wanted(), PermitAnswers::asked, call.idempotencyKey());
        Answer answer = lanes.perform(call.tenant(), asking);
        asking.outcome().ifPresent(metrics::asked);
        return answer;
    }

    /** Ends a permit, or says how it has ended before. */
    public Answer end(Call call, UUID permit, EndPermitRequest request) {
        Integer took = request.durationMs();
        EndingPermit ending = new EndingPermit(
                permit,
                request.outcome().end(),
                took == null ? null : took.longValue(),
                PermitAnswers::ended,
                call.idempotencyKey());
        Answer answer = lanes.perform(call.tenant(), ending);
        ending.outcome().ifPresent(metrics::ended);
        return answer;
    }

    /** Ends the permits of a tenant whose time is over, some at a time; tells how many. */
    int sweep(TenantId tenant) {
        Sweeping sweeping = new Sweeping();
        lanes.perform(tenant, sweeping);
        metrics.expired(sweeping.expired());
        return sweeping.expired();
    }
}
