package headroom.breaker.boundary;

import headroom.breaker.boundary.LendingProbes.Ended;
import headroom.breaker.boundary.LendingProbes.TakenBack;
import headroom.breaker.boundary.OutcomesRequest.CallOutcome;
import headroom.breaker.control.KnownBreaker;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.PermitText;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Step;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.SharedClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes outcomes: those of a closed breaker's calls are counted in memory, and written with others once a second; a probe ends in the
 * database at once. Thread-safe.
 */
@ApplicationScoped
public class TakingOutcomes {
    @Inject
    private AskedBreakers breakers;

    @Inject
    private LendingProbes probes;

    @Inject
    private Reaching reaching;

    @Inject
    private SharedClock clock;

    @Inject
    private BreakerMetrics metrics;

    /** Takes all of them, or none where a permit is none of this breaker's. */
    public Outcome<OutcomesView> take(ServiceKey key, List<CallOutcome> outcomes) {
        KnownBreaker breaker = breakers.get(key);
        String permitKey = breaker.known().permitKey();
        List<Optional<PermitText>> permits = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (CallOutcome outcome : outcomes) {
            String permitId = outcome.permitId();
            Optional<PermitText> permit = permitId == null ? Optional.empty() : PermitText.read(permitId, permitKey);
            if (permitId != null && permit.isEmpty()) {
                errors.add(
                        new FieldError("outcomes[" + permits.size() + "].permit_id", "is no permit of this breaker"));
            }
            permits.add(permit);
        }
        if (!errors.isEmpty()) {
            return Outcome.refused(
                    Refusal.of(Refusal.Kind.VALIDATION, "the outcomes name permits that there are not", errors));
        }
        long recorded = count(breaker, outcomes, permits) + end(breaker, outcomes, permits);
        metrics.outcomes(recorded, outcomes.size() - recorded);
        return Outcome.done(new OutcomesView(recorded, outcomes.size() - recorded));
    }

    private long count(KnownBreaker breaker, List<CallOutcome> outcomes, List<Optional<PermitText>> permits) {
        Instant now = clock.now();
        long counted = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            CallOutcome outcome = outcomes.get(i);
            Optional<PermitText> permit = permits.get(i);
            OptionalLong era = permit.isPresent() ? OptionalLong.of(permit.get().era()) : OptionalLong.empty();
            boolean isProbe = permit.flatMap(PermitText::probe).isPresent();
            if (!isProbe
                    && breaker.hear(
                            era, Optional.ofNullable(outcome.caller()), outcome.outcome(), outcome.durationMs(), now)) {
                counted++;
            }
        }
        return counted;
    }

    private int end(KnownBreaker breaker, List<CallOutcome> outcomes, List<Optional<PermitText>> permits) {
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            CallOutcome outcome = outcomes.get(i);
            permits.get(i)
                    .flatMap(PermitText::probe)
                    .ifPresent(probe -> ended.add(new Ended(probe, outcome.outcome(), outcome.durationMs())));
        }
        if (ended.isEmpty()) {
            return 0;
        }
        Optional<Optional<TakenBack>> answered = reaching.demand(() -> probes.end(breaker.key(), ended));
        if (answered.isEmpty()) {
            return endAlone(breaker, ended);
        }
        answered.get().ifPresent(taken -> breaker.hear(taken.known()));
        return answered.get().map(TakenBack::taken).orElse(0);
    }

    private int endAlone(KnownBreaker breaker, List<Ended> ended) {
        int taken = 0;
        for (Ended one : ended) {
            Known known = breaker.known();
            Step step = known.breaker()
                    .end(known.configuration(), one.probe(), one.result(), one.durationMs(), clock.now());
            if (!step.after().equals(known.breaker())) {
                breaker.goOnAlone(known.breaker(), step);
                taken++;
            }
        }
        return taken;
    }
}
