package headroom.throttle.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The throttles that something is decided on, all at one moment: one request after the other, each seeing what those before it led to.
 * What is asked for is charged to all throttles that match it, or to none. Not thread-safe.
 */
public final class Books {
    private final Instant now;
    private final Map<UUID, Throttle> throttles = new LinkedHashMap<>();

    public Books(Collection<Throttle> throttles, Instant now) {
        this.now = now;
        throttles.forEach(throttle -> this.throttles.put(throttle.id(), throttle.notAhead(now)));
    }

    public Instant now() {
        return now;
    }

    /**
     * Decides. Each throttle in force that matches is judged by itself, so that none hides another. A shadow one without room counts
     * that, whatever the others say, and is not charged: its books are those of one that had refused.
     */
    public Verdict ask(Asked asked) {
        List<Throttle> matching = matching(asked.kind());
        Optional<Hindrance> tooSmall = matching.stream()
                .filter(throttle -> throttle.mode() == Mode.ENFORCE)
                .flatMap(throttle -> throttle.tooSmallFor(asked.cost()).stream())
                .max(Hindrance.TIGHTNESS);
        if (tooSmall.isPresent()) {
            return new Verdict.Impossible(tooSmall.get());
        }
        List<Hindrance> inTheWay = new ArrayList<>();
        List<UUID> roomy = new ArrayList<>();
        List<UUID> shadowed = new ArrayList<>();
        for (Throttle throttle : matching) {
            Optional<Hindrance> hindrance = throttle.hindrance(asked.cost(), now);
            if (hindrance.isEmpty()) {
                roomy.add(throttle.id());
            } else if (throttle.mode() == Mode.ENFORCE) {
                inTheWay.add(hindrance.get());
            } else {
                shadowed.add(throttle.id());
                replace(throttle.id(), Throttle::shadowed);
            }
        }
        if (!inTheWay.isEmpty()) {
            return new Verdict.Throttled(Collections.max(inTheWay, Hindrance.TIGHTNESS), shadowed);
        }
        roomy.forEach(id -> replace(id, throttle -> throttle.charged(asked.cost(), now, asked.expiresAt())));
        return new Verdict.Granted(roomy, shadowed);
    }

    /**
     * A permit has ended: its place is free, and where it was not used what it cost is given back.
     *
     * @param charged the throttles that its cost was taken from; those that are no more are passed over
     */
    public void end(Collection<UUID> charged, End end, int cost, Instant grantedAt) {
        for (UUID id : charged) {
            replace(id, Throttle::freed);
            if (end == End.IGNORED) {
                replace(id, throttle -> throttle.givenBack(cost, grantedAt, now));
            }
        }
    }

    /** A permit has ended: its place is free at these, which count it and took nothing else for it. */
    public void free(Collection<UUID> counting) {
        counting.forEach(id -> replace(id, Throttle::freed));
    }

    /** What is in force and matches, in the order of the books. */
    public List<Throttle> matching(JobKind kind) {
        return throttles.values().stream()
                .filter(throttle -> throttle.isInForce(now) && throttle.aim().matches(kind))
                .toList();
    }

    /** A throttle as it is now; one that is not in the books is as it was. */
    public Throttle after(Throttle before) {
        return throttles.getOrDefault(before.id(), before);
    }

    private void replace(UUID id, UnaryOperator<Throttle> step) {
        throttles.computeIfPresent(id, (known, throttle) -> step.apply(throttle));
    }
}
