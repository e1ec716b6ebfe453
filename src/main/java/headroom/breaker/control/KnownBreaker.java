package headroom.breaker.control;

import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Evidence;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one server knows of one breaker: as it was in the database half a second ago at most, and the outcomes that were told to this
 * server. Permits are judged on it without asking anybody. Thread-safe; the judging of evidence belongs to one thread.
 */
public final class KnownBreaker {
    /** Of what is written in one moment some may be seen later: so far back is looked again. */
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final ServiceKey key;
    private final Gathering gathering;
    private volatile Known known;

    private Evidence evidence = Evidence.NONE;
    private long evidenceEra = -1;
    private Instant evidenceUntil = Instant.EPOCH;

    /**
     * A breaker as a server knows it.
     *
     * @param breaker without its evidence
     * @param version of its row: a later one is newer
     * @param permitKey what its probes are marked with
     * @param alone whether the server has gone on by itself since, because the database did not answer
     * @param opening how it opened by itself meanwhile, as long as it stands so
     */
    public record Known(
            Configuration configuration,
            Breaker breaker,
            long version,
            String permitKey,
            boolean alone,
            Optional<Step> opening) {
        public Known(Configuration configuration, Breaker breaker, long version, String permitKey) {
            this(configuration, breaker, version, permitKey, false, Optional.empty());
        }
    }

    KnownBreaker(ServiceKey key, Known known, String instance) {
        this.key = key;
        this.known = known;
        this.gathering = new Gathering(instance);
    }

    public ServiceKey key() {
        return key;
    }

    public Known known() {
        return known;
    }

    /** Takes over what the database says, unless something newer is known. What was decided alone stays until it is settled. */
    public synchronized void hear(Known stored) {
        if (stored.version() > known.version()) {
            known = stored;
        }
    }

    /** Takes over what the database says in place of what was decided alone. */
    public synchronized void settle(Known stored) {
        if (known.alone() || stored.version() > known.version()) {
            known = stored;
            gathering.keep(stored.breaker().era());
        }
    }

    /** Goes on by itself from what it knew; false where that has changed meanwhile, and then nothing is done. */
    public synchronized boolean goOnAlone(Breaker before, Step step) {
        boolean same = known.breaker().equals(before);
        if (same) {
            boolean opens = before.state() == State.CLOSED && step.after().state() == State.OPEN;
            Optional<Step> opening = opens && !known.alone() ? Optional.of(withoutEvidence(step)) : known.opening();
            known = new Known(
                    known.configuration(),
                    withoutEvidence(step).after(),
                    known.version(),
                    known.permitKey(),
                    true,
                    step.after().state() == State.OPEN ? opening : Optional.empty());
        }
        return same;
    }

    /**
     * Notes an outcome that is no probe's.
     *
     * @param era the era of its permit; the present one where it had none
     * @return false where it says nothing of the breaker as it is now: ignored, of another era, or nobody counts
     */
    public boolean hear(OptionalLong era, Optional<String> caller, Result result, long durationMs, Instant now) {
        Known current = known;
        Breaker breaker = current.breaker();
        if (result == Result.IGNORED
                || breaker.state() != State.CLOSED
                || breaker.mode() == Mode.DISABLED
                || era.orElse(breaker.era()) != breaker.era()) {
            return false;
        }
        gathering.add(breaker.era(), caller, result, durationMs, current.configuration(), now);
        return true;
    }

    /** What was told to this server and has not been written. */
    public List<Bucket> unwritten() {
        return gathering.unwritten();
    }

    public void written(Collection<Bucket> buckets, Instant now) {
        gathering.written(buckets, now);
    }

    /** What this server lacks of the evidence. */
    public EvidenceRows.Sought sought() {
        Breaker breaker = known.breaker();
        boolean known = breaker.era() == evidenceEra;
        return new EvidenceRows.Sought(key, breaker.era(), known ? evidenceUntil.minus(OVERLAP) : Instant.EPOCH);
    }

    /** Takes evidence to account that was found written. */
    public void heardUntil(Instant writtenAt) {
        if (writtenAt.isAfter(evidenceUntil)) {
            evidenceUntil = writtenAt;
        }
    }

    /** Judges with these buckets added to the evidence. What it has become without evidence where it has not moved. */
    public Step judge(Collection<Bucket> buckets, Instant now) {
        Known current = known;
        Breaker breaker = current.breaker();
        if (breaker.era() != evidenceEra) {
            evidence = Evidence.NONE;
            evidenceEra = breaker.era();
            evidenceUntil = Instant.EPOCH;
        }
        List<Bucket> ours =
                buckets.stream().filter(bucket -> bucket.era() == evidenceEra).toList();
        evidence = evidence.with(ours).trimmed(current.configuration(), now);
        return withoutEvidence(breaker.with(evidence).record(current.configuration(), List.of(), now));
    }

    /** What it was judged on last. */
    public Evidence evidence() {
        return evidence;
    }

    private static Step withoutEvidence(Step step) {
        return new Step(step.after().with(Evidence.NONE), step.transitions());
    }
}
