package headroom.backfill.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.backfill.control.Backfills;
import headroom.backfill.control.EventKeys;
import headroom.backfill.control.Ranges;
import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.EventTimeWindow;
import headroom.kernel.Amount;
import headroom.kernel.Constants;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.boundary.HoldingAmounts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pauses, resumes and ends backfills. One that ends frees its ranges and gives back what it did not use, in the same
 * transaction.
 */
@Stateless
public class SteeringBackfills {
    @Inject
    private Backfills backfills;

    @Inject
    private Ranges ranges;

    @Inject
    private EventKeys keys;

    @Inject
    private HoldingAmounts amounts;

    @Inject
    private AuditTrail audit;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    /**
     * Takes a step of the backfill's life.
     *
     * @param failure why it failed, where it did
     */
    public Answer take(
            Call call,
            UUID id,
            BackfillState.Step step,
            @Nullable String failure,
            Function<Outcome<BackfillView>, Answer> answering) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> answering.apply(take(call, id, step, failure)));
    }

    private Outcome<BackfillView> take(Call call, UUID id, BackfillState.Step step, @Nullable String failure) {
        Backfill backfill = backfills.lock(call.tenant(), id).orElse(null);
        if (backfill == null) {
            return Outcome.refused(BackfillRefusals.noBackfill(id));
        }
        if (backfill.state().after(step).isEmpty()) {
            return Outcome.refused(BackfillRefusals.notIn(backfill.state(), Constants.written(step)));
        }
        Instant now = clock.now();
        List<EventTimeWindow> covered = ranges.of(backfill);
        BackfillView before = BackfillView.of(backfill, covered, now);
        backfill.take(step, now);
        backfill.blame(failure);
        if (!backfill.state().isLive()) {
            end(backfill);
        }
        backfills.flush();
        BackfillView after = BackfillView.of(backfill, covered, now);
        audit.record(
                call.tenant(),
                AuditEvent.of("backfill." + Constants.written(step), "backfill", id)
                        .before(before)
                        .after(after)
                        .why(AuditTrail.purpose(Scope.BACKFILL)));
        return Outcome.done(after);
    }

    private void end(Backfill backfill) {
        ranges.free(backfill);
        keys.forgetDryRun(backfill);
        backfill.allocationId()
                .ifPresent(allocation -> amounts.giveBack(
                        backfill.tenant(),
                        allocation,
                        Amount.of(backfill.counted().done())));
    }
}
