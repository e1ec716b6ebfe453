package headroom.breaker.rule;

import headroom.breaker.rule.Permit.Asked;
import headroom.breaker.rule.Permit.Permitted;
import headroom.breaker.rule.Permit.Refused;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one service of one tenant, for the whole cluster. Every decision first lets happen what the clock
 * has made due, so a late timer changes nothing of an answer. A move is one of a closed table ({@link Cause}) and counts
 * up the generation; storing is a compare-and-set on it, and only who succeeds tells of the move. Immutable.
 *
 * @param mode what a person has laid on top; automatic at first
 * @param modeUntil when the mode ends; always where it is forced, never where it is automatic
 * @param state what the evidence says, in a forced mode too
 * @param since when it came to this state
 * @param openUntil when it may be half open; where it is open and only there
 * @param openings how often in a row it has opened without a full closed window in between, at most
 *     {@link #MAX_OPENINGS}
 * @param generation how many transitions and resets it has gone through
 * @param era the generation in which counting began anew: what belongs to an earlier one counts no more
 * @param probes while it is half open
 * @param evidence of this era
 */
public record Breaker(
        Mode mode,
        @Nullable Instant modeUntil,
        State state,
        Instant since,
        @Nullable Instant openUntil,
        int openings,
        long generation,
        long era,
        Probes probes,
        Evidence evidence) {
    /** What a person decides must be looked at again after a day. */
    public static final Duration MAX_MODE = Duration.ofHours(24);

    /** From here on the delay does not grow: the smallest factor has come from a millisecond to a day long before. */
    public static final int MAX_OPENINGS = 10_000;

    public Breaker {
        if ((state == State.OPEN) != (openUntil != null)) {
            throw new IllegalArgumentException("open, and only open, has an end: " + state + " until " + openUntil);
        }
        if ((mode.isForced() && modeUntil == null) || (mode == Mode.AUTO && modeUntil != null)) {
            throw new IllegalArgumentException(
                    "forced has an end, automatic has none: " + mode + " until " + modeUntil);
        }
        if (!new Standing(mode, state).isPossible()) {
            throw new IllegalArgumentException("what is off is closed: " + mode + " and " + state);
        }
    }

    /** A breaker that nothing is known of. */
    public static Breaker closed(Instant now) {
        return new Breaker(Mode.AUTO, null, State.CLOSED, now, null, 0, 0, 0, Probes.NONE, Evidence.NONE);
    }

    public Standing standing() {
        return new Standing(mode, state);
    }

    /** How often in a row it has reopened. */
    public int reopenings() {
        return Math.max(0, openings - 1);
    }

    /** Whether a call may be made now. Closed, or off, it changes nothing. Half open it lends a probe while there is one. */
    public Asked permit(Configuration configuration, Instant now) {
        Step step = tick(configuration, now);
        return step.after().ask(configuration, now, step);
    }

    /**
     * Takes evidence of ended calls; buckets of another era are passed over, as is everything where it is disabled. Only a
     * closed breaker is judged on it, and only when it comes: no breaker opens because time goes by.
     */
    public Step record(Configuration configuration, Collection<Bucket> buckets, Instant now) {
        return tick(configuration, now).then(breaker -> breaker.take(configuration, buckets, now));
    }

    /**
     * Ends a probe. One that is not under way (ended before, over, of another era) changes nothing. An ignored one is
     * given back.
     *
     * @param durationMs how long the call took, in milliseconds
     */
    public Step end(Configuration configuration, ProbeId probe, Result result, long durationMs, Instant now) {
        return tick(configuration, now).then(breaker -> {
            if (probe.era() != breaker.era) {
                return Step.to(breaker);
            }
            Counts how = Counts.of(result, durationMs, configuration);
            return breaker.with(breaker.probes.end(probe.number(), how)).decideOnProbes(configuration, now);
        });
    }

    /**
     * Lets happen what is due: the end of a mode, of a lease, of the open delay, of a half-open state without decision. While
     * it is forced open the delay and the half-open limit wait, because no probe could show anything.
     */
    public Step tick(Configuration configuration, Instant now) {
        return Step.to(this)
                .then(breaker -> breaker.modeUntil != null && !now.isBefore(breaker.modeUntil)
                        ? breaker.endMode(now)
                        : Step.to(breaker))
                .then(breaker -> breaker.with(breaker.probes.at(now)).decideOnProbes(configuration, now))
                .then(breaker -> breaker.moveByClock(configuration, now));
    }

    /**
     * Lays a mode on top. The same mode again only moves its end. What is off is closed: the computed state is lost.
     *
     * @param chosen any but {@link Mode#AUTO}
     * @param until when it ends by itself: after now, at most a day ahead; may be missing only where the mode is not forced
     * @return refused, with the broken rules, where these do not fit
     */
    public Outcome<Step> force(Configuration configuration, Mode chosen, @Nullable Instant until, Instant now) {
        if (chosen == Mode.AUTO) {
            return invalid("mode", "must not be auto: end the mode instead");
        }
        if (until == null && chosen.isForced()) {
            return invalid("until", "must be given for a forced mode");
        }
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(MAX_MODE)))) {
            return invalid("until", "must be after now (" + now + ") and at most 24 h ahead, was " + until);
        }
        return Outcome.done(tick(configuration, now).then(breaker -> breaker.enter(chosen, until, now)));
    }

    /** Ends the mode as its time would: forced open becomes half open, anything else what is computed. */
    public Step endMode(Instant now) {
        return switch (mode) {
            case AUTO -> Step.to(this);
            case FORCED_OPEN -> move(Cause.FORCE_ENDED, now, Mode.AUTO, null, State.HALF_OPEN, null, true);
            case FORCED_CLOSED, METRICS_ONLY -> move(Cause.FORCE_ENDED, now, Mode.AUTO, null, state, openUntil, false);
            case DISABLED -> move(Cause.FORCE_ENDED, now, Mode.AUTO, null, State.CLOSED, null, true);
        };
    }

    /** Forgets everything but the mode: closed, no counts, the base delay. Where it was closed nothing is told. */
    public Step reset(Instant now) {
        if (state == State.CLOSED) {
            return Step.to(restarted(mode, modeUntil, State.CLOSED, null, now).withOpenings(0));
        }
        Step step = move(Cause.RESET, now, mode, modeUntil, State.CLOSED, null, true);
        return new Step(step.after().withOpenings(0), step.transitions());
    }

    private Asked ask(Configuration configuration, Instant now, Step step) {
        State felt = standing().effectiveState();
        Permitted free = new Permitted(felt, era, Optional.empty());
        if (mode == Mode.FORCED_OPEN && modeUntil != null) {
            return new Asked(step, new Refused(felt, modeUntil));
        }
        if (state == State.CLOSED) {
            return new Asked(step, free);
        }
        Instant limit = since.plusMillis(configuration.halfOpenMaxMs());
        if (state == State.HALF_OPEN && probes.free(configuration) > 0) {
            Instant over = now.plus(configuration.lease());
            Probes lent = probes.lend(over.isBefore(limit) ? over : limit);
            ProbeId probe = new ProbeId(era, lent.given());
            return new Asked(new Step(with(lent), step.transitions()), new Permitted(felt, era, Optional.of(probe)));
        }
        if (mode == Mode.FORCED_CLOSED) {
            return new Asked(step, free);
        }
        if (openUntil != null) {
            return new Asked(step, new Refused(felt, openUntil));
        }
        Instant over = probes.firstOver().orElse(limit);
        return new Asked(step, new Refused(felt, over.isBefore(limit) ? over : limit));
    }

    private Step take(Configuration configuration, Collection<Bucket> buckets, Instant now) {
        if (mode == Mode.DISABLED) {
            return Step.to(this);
        }
        List<Bucket> ours =
                buckets.stream().filter(bucket -> bucket.era() == era).toList();
        Breaker told = with(evidence.with(ours).trimmed(configuration, now));
        if (state != State.CLOSED || mode == Mode.METRICS_ONLY) {
            return Step.to(told);
        }
        return Judgement.ofClosed(configuration, told.evidence, now)
                .map(cause -> told.open(cause, configuration, now))
                .orElseGet(() -> Step.to(told.calmed(configuration, now)));
    }

    private Step decideOnProbes(Configuration configuration, Instant now) {
        if (state != State.HALF_OPEN) {
            return Step.to(this);
        }
        return Judgement.ofProbes(configuration, probes.completed())
                .map(cause -> cause == Cause.PROBES_PASSED
                        ? move(cause, now, mode, modeUntil, State.CLOSED, null, true)
                        : open(cause, configuration, now))
                .orElseGet(() -> Step.to(this));
    }

    private Step moveByClock(Configuration configuration, Instant now) {
        if (state == State.CLOSED) {
            return Step.to(calmed(configuration, now));
        }
        if (mode == Mode.FORCED_OPEN) {
            return Step.to(this);
        }
        if (openUntil != null) {
            return now.isBefore(openUntil)
                    ? Step.to(this)
                    : move(Cause.DELAY_OVER, now, mode, modeUntil, State.HALF_OPEN, null, true);
        }
        return now.isBefore(since.plusMillis(configuration.halfOpenMaxMs()))
                ? Step.to(this)
                : open(Cause.HALF_OPEN_TOO_LONG, configuration, now);
    }

    /** A closed window that was full and did not open: the next opening begins at the base delay. */
    private Breaker calmed(Configuration configuration, Instant now) {
        boolean full = configuration.windowType() == WindowType.COUNT
                ? evidence.calls() >= configuration.windowSize()
                : !now.isBefore(since.plusSeconds(configuration.windowSize()));
        return openings > 0 && full ? withOpenings(0) : this;
    }

    private Step open(Cause cause, Configuration configuration, Instant now) {
        int inARow = Math.min(openings + 1, MAX_OPENINGS);
        Instant until = now.plus(configuration.openDelay(inARow));
        Step step = move(cause, now, mode, modeUntil, State.OPEN, until, true);
        return new Step(step.after().withOpenings(inARow), step.transitions());
    }

    private Step enter(Mode chosen, @Nullable Instant until, Instant now) {
        if (chosen == mode) {
            return Step.to(
                    new Breaker(mode, until, state, since, openUntil, openings, generation, era, probes, evidence));
        }
        boolean anew = chosen == Mode.DISABLED || mode == Mode.DISABLED || (chosen.isOff() && state != State.CLOSED);
        return chosen.isOff()
                ? move(Cause.FORCED, now, chosen, until, State.CLOSED, null, anew)
                : move(Cause.FORCED, now, chosen, until, state, openUntil, anew);
    }

    private Step move(
            Cause cause,
            Instant now,
            Mode toMode,
            @Nullable Instant toModeUntil,
            State to,
            @Nullable Instant toOpenUntil,
            boolean anew) {
        Breaker after = anew
                ? restarted(toMode, toModeUntil, to, toOpenUntil, now)
                : new Breaker(
                        toMode, toModeUntil, to, since, toOpenUntil, openings, generation + 1, era, probes, evidence);
        return new Step(after, List.of(new Transition(standing(), after.standing(), cause, after.generation, now)));
    }

    private Breaker restarted(
            Mode toMode, @Nullable Instant toModeUntil, State to, @Nullable Instant toOpenUntil, Instant now) {
        long next = generation + 1;
        return new Breaker(toMode, toModeUntil, to, now, toOpenUntil, openings, next, next, Probes.NONE, Evidence.NONE);
    }

    private Breaker with(Probes others) {
        return others.equals(probes)
                ? this
                : new Breaker(mode, modeUntil, state, since, openUntil, openings, generation, era, others, evidence);
    }

    /** The breaker with other evidence. */
    public Breaker with(Evidence other) {
        return new Breaker(mode, modeUntil, state, since, openUntil, openings, generation, era, probes, other);
    }

    private Breaker withOpenings(int inARow) {
        return new Breaker(mode, modeUntil, state, since, openUntil, inARow, generation, era, probes, evidence);
    }

    private static Outcome<Step> invalid(String field, String message) {
        return Outcome.refused(
                Refusal.of(Refusal.Kind.VALIDATION, "the mode breaks a rule", List.of(new FieldError(field, message))));
    }
}
