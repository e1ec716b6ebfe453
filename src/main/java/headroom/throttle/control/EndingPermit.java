package headroom.throttle.control;

import headroom.kernel.Outcome;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.throttle.entity.Permit;
import headroom.throttle.rule.End;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Somebody ends a permit. */
public final class EndingPermit extends Posted {
    private final UUID permit;
    private final End end;
    private final @Nullable Long durationMs;
    private final Function<Outcome<Ended>, Answer> answering;
    private @Nullable Outcome<Ended> outcome;

    /**
     * What has become of it.
     *
     * @param now whether this ended it; else it had ended before
     */
    public record Ended(Permit permit, boolean now) {}

    public EndingPermit(
            UUID permit,
            End end,
            @Nullable Long durationMs,
            Function<Outcome<Ended>, Answer> answering,
            Optional<IdempotencyKey> key) {
        super(key);
        this.permit = permit;
        this.end = end;
        this.durationMs = durationMs;
        this.answering = answering;
    }

    @Override
    boolean givesBack() {
        return true;
    }

    /** As long as it takes: who is before it ends by the database's own time limits. */
    @Override
    long patienceMs() {
        return MAX_WORK_MS;
    }

    UUID permit() {
        return permit;
    }

    Permits.Wanted wanted() {
        return new Permits.Wanted(permit, end, durationMs);
    }

    Optional<Answer> decide(Outcome<Ended> how) {
        outcome = how;
        return decided(() -> answering.apply(how));
    }

    /** How it was decided; empty where it was answered before. */
    public Optional<Outcome<Ended>> outcome() {
        return Optional.ofNullable(outcome);
    }
}
