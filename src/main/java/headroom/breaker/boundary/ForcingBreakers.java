package headroom.breaker.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.breaker.control.Breakers;
import headroom.breaker.entity.Intervention;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Step;
import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.platform.http.RequestContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a person does to a breaker: lays a mode on top, ends it, resets it. With the reason of the token, and audited. */
@Stateless
public class ForcingBreakers {
    @Inject
    private Breakers breakers;

    @Inject
    private Moving moving;

    @Inject
    private AuditTrail audit;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    /** Lays a mode on top; refuses one that breaks a rule. */
    public Answer force(
            Call call, ServiceKey key, ForceRequest request, Function<Outcome<BreakerView>, Answer> answering) {
        return answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(intervene(
                        key,
                        "breaker.force",
                        (breaker, now) -> breaker.breaker()
                                .force(breaker.configuration(), request.mode(), request.until(), now))));
    }

    /** Ends the mode, as its time would; nothing where it is automatic. */
    public Outcome<BreakerView> endMode(ServiceKey key) {
        return intervene(
                key,
                "breaker.end-force",
                (breaker, now) -> Outcome.done(breaker.breaker().endMode(now)));
    }

    /** Forgets all but the mode: closed, no counts, the base delay. */
    public Answer reset(Call call, ServiceKey key, Function<Outcome<BreakerView>, Answer> answering) {
        return answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(intervene(
                        key,
                        "breaker.reset",
                        (breaker, now) -> Outcome.done(breaker.breaker().reset(now)))));
    }

    private Outcome<BreakerView> intervene(
            ServiceKey key, String action, BiFunction<StoredBreaker, Instant, Outcome<Step>> doing) {
        Optional<StoredBreaker> found = breakers.lock(key);
        if (found.isEmpty()) {
            return Outcome.refused(BreakerRefusals.noBreaker(key));
        }
        StoredBreaker breaker = found.get();
        Instant now = clock.now();
        return doing.apply(breaker, now).map(step -> {
            Optional<Purpose> purpose = Optional.ofNullable(AuditTrail.purpose(Scope.QUOTA));
            Optional<Intervention> by = purpose.map(why -> new Intervention(why.reason(), why.ticket(), subject()));
            BreakerView before = BreakerView.of(breaker);
            moving.store(breaker, step, by, now);
            if (action.equals("breaker.force")) {
                by.ifPresent(breaker::explain);
                breakers.flush();
            }
            BreakerView after = BreakerView.of(breaker);
            audit.record(
                    key.tenant(),
                    AuditEvent.of(action, "breaker", key.service())
                            .before(before)
                            .after(after)
                            .why(purpose.orElse(null)));
            return after;
        });
    }

    private static String subject() {
        return RequestContext.current().caller().map(Caller::subject).orElse("");
    }
}
