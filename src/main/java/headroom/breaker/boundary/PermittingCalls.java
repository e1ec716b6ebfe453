package headroom.breaker.boundary;

import headroom.breaker.boundary.LendingProbes.Lent;
import headroom.breaker.control.KnownBreaker;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Permit.Asked;
import headroom.platform.SharedClock;
import headroom.platform.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Says whether a call may be made: from memory where the breaker is closed or open, or where all probes are lent; in the database
 * where one may be lent, and where nobody has asked for the service before. Thread-safe.
 */
@ApplicationScoped
public class PermittingCalls {
    /** As many may lend probes here at once while the database does not answer; of each attempt one succeeds. */
    private static final int MAX_ATTEMPTS = 100;

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

    /** The answer, for now. */
    public PermitView ask(ServiceKey key) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            KnownBreaker breaker = breakers.get(key);
            Known known = breaker.known();
            Asked asked = known.breaker().permit(known.configuration(), clock.now());
            Optional<Permit> permit = isSettled(asked) ? Optional.of(asked.permit()) : lent(breaker, known, asked);
            if (permit.isPresent()) {
                PermitView answer = PermitView.of(permit.get(), known.permitKey());
                metrics.permit(answer.permitted());
                return answer;
            }
        }
        throw new RefusedException(BreakerRefusals.noBreaker(key));
    }

    /** Whether it changes nothing that others must know. */
    private static boolean isSettled(Asked asked) {
        return asked.step().transitions().isEmpty()
                && asked.permit().fold(permitted -> permitted.probe().isEmpty(), refused -> true);
    }

    /** Judged in the database, or alone where it does not answer; empty where the breaker has become another meanwhile. */
    private Optional<Permit> lent(KnownBreaker breaker, Known known, Asked asked) {
        ServiceKey key = breaker.key();
        Optional<Optional<Lent>> answered = reaching.demand(() -> probes.lend(key));
        if (answered.isEmpty()) {
            return Optional.of(asked.permit()).filter(permit -> breaker.goOnAlone(known.breaker(), asked.step()));
        }
        Optional<Lent> lent = answered.get();
        lent.ifPresentOrElse(now -> breaker.hear(now.known()), () -> breakers.forget(key));
        return lent.map(Lent::permit);
    }
}
