package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Evidence;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Step;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes what servers have heard, and decides on the sum of it. Evidence is written in one transaction and read in the next: of two servers
 * that write at the same time the later one reads both, and so neither misses what only both together tell. Only
 * where that moves a breaker is it held, and judged again: who comes second finds another era, and does nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JudgingEvidence {
    @Inject
    private EvidenceRows evidence;

    @Inject
    private Breakers breakers;

    @Inject
    private Moving moving;

    @Inject
    private DatabaseClock clock;

    public void write(List<EvidenceRows.Row> rows) {
        evidence.write(rows);
    }

    public List<EvidenceRows.Found> find(List<EvidenceRows.Sought> sought) {
        return evidence.find(sought);
    }

    /**
     * Moves a breaker where its evidence says so. A mode that a person has laid on it meanwhile does not make the evidence void.
     *
     * @param era that the evidence is of; in a later one nothing is done
     * @return the breaker as it is now; empty where there is none
     */
    public Optional<Known> decide(ServiceKey key, long era, Evidence heard) {
        return breakers.lock(key).map(breaker -> {
            if (breaker.breaker().era() != era) {
                return Moving.known(breaker);
            }
            Instant now = clock.now();
            Step step = breaker.breaker(heard).record(breaker.configuration(), List.of(), now);
            return moving.store(breaker, step, now);
        });
    }

    /**
     * Makes the opening of a server that was cut off everybody's, unless the breaker has moved meanwhile or the delay is over.
     *
     * @return the breaker as it is now; empty where there is none
     */
    public Optional<Known> adopt(ServiceKey key, Step opening) {
        return breakers.lock(key).map(breaker -> {
            Instant now = clock.now();
            return fits(breaker, opening, now) ? moving.store(breaker, opening, now) : Moving.known(breaker);
        });
    }

    private static boolean fits(StoredBreaker breaker, Step opening, Instant now) {
        Instant until = opening.after().openUntil();
        return breaker.breaker().state() == State.CLOSED
                && breaker.breaker().mode() == Mode.AUTO
                && opening.after().mode() == Mode.AUTO
                && breaker.breaker().generation() + 1 == opening.after().generation()
                && until != null
                && until.isAfter(now);
    }

    /** The breaker as it is now; empty where there is none. */
    public Optional<Known> known(ServiceKey key) {
        return breakers.find(key).map(Moving::known);
    }

    /** Forgets what one breaker is not judged on any more. */
    public void trim(ServiceKey key, long era, Instant oldest) {
        evidence.trim(key, era, oldest);
    }
}
