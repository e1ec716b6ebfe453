package headroom.breaker.rule;

import java.util.Optional;

/** A breaker that is told of one call after the other: Headroom's rule, or a library that it is compared with. */
interface ComparedBreaker {
    State state();

    /** Asks for a call: the permit, or none where it is refused. */
    Optional<Permit.Permitted> ask();

    /** Tells how a permitted call ended, at once. */
    void end(Permit.Permitted call, Result result, long durationMs);
}
