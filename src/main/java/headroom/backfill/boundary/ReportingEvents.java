package headroom.backfill.boundary;

import headroom.backfill.control.Backfills;
import headroom.backfill.control.EventKeys;
import headroom.backfill.control.Ranges;
import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.DuplicateSuppressor;
import headroom.backfill.rule.EventDecision;
import headroom.backfill.rule.EventTimeWindow;
import headroom.kernel.Outcome;
import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a worker what to do with the events that it has read. What it is told is remembered in the same transaction; steps of
 * one source are decided one after the other, on whatever servers they come.
 */
@Stateless
public class ReportingEvents {
    @Inject
    private Backfills backfills;

    @Inject
    private Ranges ranges;

    @Inject
    private EventKeys keys;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    public Answer report(
            Call call, UUID id, ReportEventsRequest request, Function<Outcome<EventsView>, Answer> answering) {
        return answers.once(call.tenant(), call.idempotencyKey(), () -> answering.apply(report(call, id, request)));
    }

    private Outcome<EventsView> report(Call call, UUID id, ReportEventsRequest request) {
        Backfill backfill = backfills.lock(call.tenant(), id).orElse(null);
        if (backfill == null) {
            return Outcome.refused(BackfillRefusals.noBackfill(id));
        }
        if (backfill.state() != BackfillState.RUNNING) {
            return Outcome.refused(BackfillRefusals.notIn(backfill.state(), "take events"));
        }
        Integer run = request.run();
        if (run != null && run != backfill.run()) {
            return Outcome.refused(BackfillRefusals.replaced(backfill.run()));
        }
        Instant now = clock.now();
        List<EventTimeWindow> covered = ranges.of(backfill);
        long step = backfill.report(request.cursor(), now);
        List<EventsView.Decided> results = decide(backfill, covered, step, request.events());
        backfills.flush();
        return Outcome.done(new EventsView(results, BackfillView.ProgressView.of(backfill, covered, now)));
    }

    private List<EventsView.Decided> decide(
            Backfill backfill, List<EventTimeWindow> covered, long step, List<ReportEventsRequest.Event> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Backfill.Order order = backfill.order();
        @Nullable Instant highest = keys.hold(backfill).orElse(null);
        DuplicateSuppressor suppressor = new DuplicateSuppressor(
                new DuplicateSuppressor.Terms(
                        backfill.id(), backfill.run(), covered, order.memory(), order.reprocess()),
                keys.seen(
                        backfill,
                        events.stream()
                                .map(ReportEventsRequest.Event::key)
                                .distinct()
                                .toList()),
                highest,
                backfill.allowed());
        Tally tally = new Tally();
        events.forEach(event -> tally.add(event, suppressor.judge(event.key(), event.eventTime())));
        keys.remember(backfill, step, suppressor.processed());
        keys.refresh(backfill, suppressor.refreshed());
        @Nullable Instant reached = suppressor.highest();
        if (reached != null) {
            keys.advance(backfill, reached);
        }
        backfill.count(tally.counted());
        return tally.results;
    }

    /** What was decided in one step. */
    private static final class Tally {
        private final List<EventsView.Decided> results = new ArrayList<>();
        private long done;
        private long duplicate;
        private long outside;
        private @Nullable Instant highest;

        void add(ReportEventsRequest.Event event, EventDecision decision) {
            results.add(new EventsView.Decided(event.key(), decision));
            switch (decision) {
                case PROCESS -> done++;
                case DUPLICATE -> duplicate++;
                case OUTSIDE -> outside++;
                case BEYOND_MAXIMUM -> {
                    // Neither seen nor done: it may come again.
                }
            }
            boolean inside = decision == EventDecision.PROCESS || decision == EventDecision.DUPLICATE;
            if (inside && (highest == null || highest.isBefore(event.eventTime()))) {
                highest = event.eventTime();
            }
        }

        Backfill.Counted counted() {
            return new Backfill.Counted(done, duplicate, outside, highest);
        }
    }
}
