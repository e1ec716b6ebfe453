package headroom.throttle.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.IdempotentAnswers;
import headroom.throttle.control.LivePermits;
import headroom.throttle.control.Throttles;
import headroom.throttle.control.TokenBucket;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes throttles, switches them off and on, and ends them. Each change holds for all that is decided after it has been answered, at
 * every server, and counts anew what is live and matches.
 */
@Stateless
public class ChangingThrottles {
    @Inject
    private Throttles throttles;

    @Inject
    private LivePermits live;

    @Inject
    private Owners owners;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    public Outcome<ThrottleView> change(
            TenantId tenant, UUID id, ExpectedVersion expected, ChangeThrottleRequest request) {
        return changed("throttle.change", tenant, id, expected, request);
    }

    /** Switches it off: it refuses nothing, counts nothing, and is charged nothing. */
    public Answer pause(Call call, UUID id, Function<Outcome<ThrottleView>, Answer> answering) {
        return switched("throttle.pause", true, call, id, answering);
    }

    /** Switches it on again. */
    public Answer resume(Call call, UUID id, Function<Outcome<ThrottleView>, Answer> answering) {
        return switched("throttle.resume", false, call, id, answering);
    }

    private Answer switched(
            String action, boolean off, Call call, UUID id, Function<Outcome<ThrottleView>, Answer> answering) {
        return answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(
                        changed(action, call.tenant(), id, ExpectedVersion.ANY, ChangeThrottleRequest.switching(off))));
    }

    /** Deletes it; what it counted goes on. */
    public Outcome<UUID> delete(TenantId tenant, UUID id, ExpectedVersion expected) {
        return claimed(tenant, id, expected).map(stored -> {
            throttles.delete(stored);
            audit.record(
                    Owners.trail(tenant, stored.owner()),
                    AuditEvent.of("throttle.delete", "throttle", id)
                            .before(ThrottleView.of(stored, clock.now()))
                            .why(CreatingThrottles.purpose()));
            return id;
        });
    }

    private Outcome<ThrottleView> changed(
            String action, TenantId tenant, UUID id, ExpectedVersion expected, ChangeThrottleRequest request) {
        return claimed(tenant, id, expected).then(before -> {
            Instant now = clock.now();
            Limits limits = request.limits(before.throttle().limits());
            Instant expiresAt = request.expiresAt().after(before.throttle().expiresAt());
            // An end that is not changed may have passed.
            Optional<Refusal> broken = ThrottleRefusals.broken(
                    limits, Objects.equals(expiresAt, before.throttle().expiresAt()) ? null : expiresAt, now);
            if (broken.isPresent()) {
                return Outcome.refused(broken.get());
            }
            Throttle after = after(before.throttle(), request, limits, expiresAt, now);
            Optional<UUID> other = throttles.like(before.owner(), after);
            return other.isPresent()
                    ? Outcome.refused(ThrottleRefusals.exists(other.get()))
                    : Outcome.done(store(action, tenant, before, after, now));
        });
    }

    private ThrottleView store(String action, TenantId tenant, StoredThrottle before, Throttle after, Instant now) {
        Purpose why = CreatingThrottles.purpose();
        StoredThrottle changed = live.adopt(new StoredThrottle(
                before.owner(),
                after,
                why.reason(),
                why.ticket(),
                Owners.subject(),
                before.createdAt(),
                now,
                before.version() + 1));
        throttles.change(changed);
        if (before.throttle().use().tokens() == null && after.use().tokens() != null) {
            live.writeOff(changed);
        }
        ThrottleView view = ThrottleView.of(changed, now);
        audit.record(
                Owners.trail(tenant, before.owner()),
                AuditEvent.of(action, "throttle", after.id())
                        .before(ThrottleView.of(before, now))
                        .after(view)
                        .why(why));
        return view;
    }

    private static Throttle after(
            Throttle before, ChangeThrottleRequest request, Limits limits, @Nullable Instant expiresAt, Instant now) {
        Mode mode = request.mode();
        Boolean paused = request.paused();
        return new Throttle(
                before.id(),
                before.aim(),
                limits,
                mode == null ? before.mode() : mode,
                paused == null ? before.paused() : paused,
                expiresAt,
                before.use()
                        .withTokens(TokenBucket.changed(before.use().tokens(), limits, now)
                                .orElse(null)),
                before.wouldHaveRefused());
    }

    /** The throttle, which nobody decides on until the transaction ends. */
    private Outcome<StoredThrottle> claimed(TenantId tenant, UUID id, ExpectedVersion expected) {
        return owners.find(tenant, id).then(found -> {
            throttles.claim(found.owner());
            StoredThrottle held = throttles.lock(found.owner(), id).orElse(null);
            if (held == null) {
                return Outcome.refused(ThrottleRefusals.noThrottle(id));
            }
            return expected.isMetBy(held.version())
                    ? Outcome.done(held)
                    : Outcome.refused(ExpectedVersion.stale(held.version()));
        });
    }
}
