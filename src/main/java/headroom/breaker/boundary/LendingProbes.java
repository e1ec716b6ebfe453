package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Permit.Asked;
import headroom.breaker.rule.ProbeId;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.Step;
import headroom.breaker.rule.Transition;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lends probes and takes them back, in the database and one after the other: the cluster never has more of them than are wanted. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LendingProbes {
    @Inject
    private Breakers breakers;

    @Inject
    private Moving moving;

    @Inject
    private DatabaseClock clock;

    /**
     * The answer to one who wants to call.
     *
     * @param known the breaker afterwards
     */
    public record Lent(Known known, Permit permit) {}

    /** A probe that has ended. */
    public record Ended(ProbeId probe, Result result, long durationMs) {}

    /**
     * What became of probes.
     *
     * @param known the breaker afterwards
     * @param taken how many of them were under way
     */
    public record TakenBack(Known known, int taken) {}

    /** Judges a permit on what is stored; empty where there is no such breaker. */
    public Optional<Lent> lend(ServiceKey key) {
        return breakers.lock(key).map(breaker -> {
            Instant now = clock.now();
            Asked asked = breaker.breaker().permit(breaker.configuration(), now);
            return new Lent(moving.store(breaker, asked.step(), now), asked.permit());
        });
    }

    /** Ends probes; empty where there is no such breaker. */
    public Optional<TakenBack> end(ServiceKey key, List<Ended> ended) {
        return breakers.lock(key).map(breaker -> end(breaker, ended));
    }

    private TakenBack end(StoredBreaker stored, List<Ended> ended) {
        Instant now = clock.now();
        Breaker breaker = stored.breaker();
        List<Transition> transitions = new ArrayList<>();
        int taken = 0;
        for (Ended one : ended) {
            ProbeId probe = one.probe();
            if (probe.era() == breaker.era() && breaker.probes().leases().containsKey(probe.number())) {
                taken++;
            }
            Step step = breaker.end(stored.configuration(), probe, one.result(), one.durationMs(), now);
            transitions.addAll(step.transitions());
            breaker = step.after();
        }
        return new TakenBack(moving.store(stored, new Step(breaker, transitions), now), taken);
    }
}
