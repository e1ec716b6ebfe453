package headroom.throttle.control;

import headroom.kernel.Outcome;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.throttle.entity.Permit;
import headroom.throttle.rule.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody asks for a permit. */
public final class Asking extends Posted {
    private final Wanted wanted;
    private final Function<Outcome<Judged>, Answer> answering;
    private @Nullable Outcome<Judged> outcome;

    /**
     * What is asked for.
     *
     * @param priority more goes first among those that are decided together
     * @param cost what it weighs in the rates
     * @param expiresIn after what time the permit ends by itself
     */
    public record Wanted(JobKind kind, int priority, int cost, Duration expiresIn) {
        /** The permit for it, counted by these throttles. */
        Permit granted(Instant now, List<UUID> charged) {
            return new Permit(Ids.next(), kind, priority, cost, now, now.plus(expiresIn), charged, List.of(), null);
        }
    }

    public Asking(Wanted wanted, Function<Outcome<Judged>, Answer> answering, Optional<IdempotencyKey> key) {
        super(key);
        this.wanted = wanted;
        this.answering = answering;
    }

    Wanted wanted() {
        return wanted;
    }

    Optional<Answer> decide(Outcome<Judged> how) {
        outcome = how;
        return decided(() -> answering.apply(how));
    }

    /** How it was decided; empty where it was answered before. */
    public Optional<Outcome<Judged>> outcome() {
        return Optional.ofNullable(outcome);
    }
}
