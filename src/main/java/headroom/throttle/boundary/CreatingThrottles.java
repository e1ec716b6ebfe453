package headroom.throttle.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.tenant.boundary.TenantSettings;
import headroom.throttle.control.LivePermits;
import headroom.throttle.control.Throttles;
import headroom.throttle.control.TokenBucket;
import headroom.throttle.entity.StoredThrottle;
import headroom.throttle.rule.Aim;
import headroom.throttle.rule.Mode;
import headroom.throttle.rule.Throttle;
import headroom.throttle.rule.Use;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Makes throttles. What is live and matches is counted from the start. */
@Stateless
public class CreatingThrottles {
    /** Of one owner: of those that match a job, as many rows are held while it is decided on. */
    static final int MAX_THROTTLES = 200;

    @Inject
    private Throttles throttles;

    @Inject
    private LivePermits live;

    @Inject
    private Owners owners;

    @Inject
    private TenantSettings tenants;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** Makes a throttle, or says why not. */
    public Answer create(Call call, CreateThrottleRequest request, Function<Outcome<ThrottleView>, Answer> answering) {
        return answers.once(
                call.tenant(),
                call.idempotencyKey(),
                () -> answering.apply(owners.named(call.tenant(), request.tenant())
                        .then(owner -> create(call.tenant(), owner, request))));
    }

    private Outcome<ThrottleView> create(TenantId tenant, String owner, CreateThrottleRequest request) {
        Optional<Refusal> missing = tenants.missing(tenant);
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        throttles.claim(owner);
        Instant now = clock.now();
        Throttle throttle = throttle(request, now);
        Optional<Refusal> refusal = ThrottleRefusals.broken(throttle.limits(), throttle.expiresAt(), now)
                .or(() -> throttles.like(owner, throttle).map(ThrottleRefusals::exists));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        if (throttles.count(owner) >= MAX_THROTTLES) {
            return Outcome.refused(ThrottleRefusals.tooMany(MAX_THROTTLES));
        }
        Purpose why = purpose();
        StoredThrottle made = live.adopt(
                new StoredThrottle(owner, throttle, why.reason(), why.ticket(), Owners.subject(), now, now, 1));
        throttles.add(made);
        ThrottleView view = ThrottleView.of(made, now);
        audit.record(
                Owners.trail(tenant, owner),
                AuditEvent.of("throttle.create", "throttle", throttle.id())
                        .after(view)
                        .why(why));
        return Outcome.done(view);
    }

    /** The gate lets nobody with orch:quota through who does not say why. */
    static Purpose purpose() {
        Purpose why = AuditTrail.purpose(Scope.QUOTA);
        if (why == null) {
            throw new IllegalStateException("a change of a throttle has no reason");
        }
        return why;
    }

    private static Throttle throttle(CreateThrottleRequest request, Instant now) {
        UUID id = Ids.next();
        Mode mode = request.mode();
        boolean sound = request.limits().brokenRules().isEmpty();
        return new Throttle(
                id,
                new Aim(request.jobType(), request.source()),
                request.limits(),
                mode == null ? Mode.ENFORCE : mode,
                Boolean.TRUE.equals(request.paused()),
                request.expiresAt(),
                Use.none(sound ? TokenBucket.full(request.limits(), now).orElse(null) : null),
                0);
    }
}
