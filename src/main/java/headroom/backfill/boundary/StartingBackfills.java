package headroom.backfill.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.backfill.control.Backfills;
import headroom.backfill.control.Ranges;
import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.EventTimeWindow;
import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.boundary.HoldingAmounts;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * Starts a backfill where nothing live stands in its way, and reserves what it is charged. Those of one tenant begin one after
 * the other; constraints in the database are the last guard.
 */
@Stateless
public class StartingBackfills {
    @Inject
    private BackfillLimits limits;

    @Inject
    private Backfills backfills;

    @Inject
    private Ranges ranges;

    @Inject
    private HoldingAmounts amounts;

    @Inject
    private ChargeableQuotas chargeable;

    @Inject
    private TenantSettings tenants;

    @Inject
    private AuditTrail audit;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    /** Starts it, or says what stands in its way. */
    public Answer start(
            Call call,
            StartBackfillRequest request,
            Purpose purpose,
            Function<Outcome<BackfillView>, Answer> answering) {
        return answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(start(call.tenant(), request, purpose)));
    }

    private Outcome<BackfillView> start(TenantId tenant, StartBackfillRequest request, Purpose purpose) {
        backfills.holdBeginnings(tenant);
        Instant now = clock.now();
        Optional<Refusal> refusal = tenants.missing(tenant)
                .or(() -> tenants.pause(tenant).ofAllocating(now))
                .or(() -> chargeable.refusal(tenant, request.quotaId()));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        int slots = limits.slots();
        OptionalInt slot = backfills.freeSlot(tenant, slots);
        if (slot.isEmpty()) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.CONFLICT, "the tenant has " + slots + " live backfills, as many as it may"));
        }
        return uncovered(tenant, request).then(covered -> {
            Backfill backfill = new Backfill(tenant, Ids.next(), slot.getAsInt(), request.order(), purpose, now);
            return charged(backfill, request).map(charged -> begun(charged, covered, now));
        });
    }

    /** What of the window is left for it. */
    private Outcome<List<EventTimeWindow>> uncovered(TenantId tenant, StartBackfillRequest request) {
        EventTimeWindow window = request.order().window();
        if (request.isDryRun()) {
            return Outcome.done(List.of(window));
        }
        List<Ranges.Covered> overlaps = ranges.overlapping(tenant, request.source(), window);
        if (overlaps.isEmpty()) {
            return Outcome.done(List.of(window));
        }
        Optional<UUID> same = backfills.live(tenant, request.source(), window);
        if (same.isPresent()) {
            return Outcome.refused(BackfillRefusals.same(same.get(), overlaps));
        }
        List<EventTimeWindow> left =
                window.subtract(overlaps.stream().map(Ranges.Covered::range).toList());
        return request.mode() == StartBackfillRequest.Mode.SUBTRACT && !left.isEmpty()
                ? Outcome.done(left)
                : Outcome.refused(BackfillRefusals.overlapping(overlaps, left.isEmpty()));
    }

    private Outcome<Backfill> charged(Backfill backfill, StartBackfillRequest request) {
        UUID quotaId = request.quotaId();
        Long most = backfill.order().maxEvents();
        if (quotaId == null || most == null || request.isDryRun()) {
            return Outcome.done(backfill);
        }
        return amounts.reserve(backfill.tenant(), quotaId, "backfill:" + backfill.id(), Amount.of(most))
                .map(allocationId -> {
                    backfill.charge(quotaId, allocationId);
                    return backfill;
                });
    }

    private BackfillView begun(Backfill backfill, List<EventTimeWindow> covered, Instant now) {
        backfills.add(backfill);
        ranges.add(backfill, covered);
        BackfillView view = BackfillView.of(backfill, covered, now);
        audit.record(
                backfill.tenant(),
                AuditEvent.of("backfill.start", "backfill", backfill.id())
                        .after(view)
                        .why(backfill.purpose()));
        return view;
    }
}
