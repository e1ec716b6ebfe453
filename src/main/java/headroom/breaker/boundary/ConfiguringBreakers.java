package headroom.breaker.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.breaker.control.Breakers;
import headroom.breaker.control.Defaults;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.entity.BreakerDeleted;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Configuration;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.platform.DatabaseClock;
import headroom.platform.http.ExpectedVersion;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Configures breakers, makes those that are not there yet, and deletes them. A change keeps the counts. */
@Stateless
public class ConfiguringBreakers {
    private static final String OBJECT = "breaker";

    @Inject
    private Breakers breakers;

    @Inject
    private MakingBreakers making;

    @Inject
    private Defaults defaults;

    @Inject
    private EvidenceRows evidence;

    @Inject
    private AuditTrail audit;

    @Inject
    private DatabaseClock clock;

    @Inject
    private Event<BreakerDeleted> news;

    /**
     * A breaker that was configured.
     *
     * @param configured counts its configurations
     * @param made whether it was not there before
     */
    public record Configured(BreakerView view, long configured, boolean made) {}

    /** Configures it, or says what stands in the way. */
    public Outcome<Configured> configure(ServiceKey key, ExpectedVersion expected, ConfigurationRequest request) {
        return BreakerRefusals.checked(request.over(defaults.of(key.tenant())))
                .then(configuration -> breakers.lock(key)
                        .map(breaker -> change(breaker, expected, configuration))
                        .orElseGet(() -> make(key, expected, configuration)));
    }

    private Outcome<Configured> change(StoredBreaker breaker, ExpectedVersion expected, Configuration configuration) {
        if (!expected.isMetBy(breaker.configured())) {
            return Outcome.refused(ExpectedVersion.stale(breaker.configured()));
        }
        BreakerView before = BreakerView.of(breaker);
        breaker.configure(configuration, clock.now());
        breakers.flush();
        BreakerView after = BreakerView.of(breaker);
        record(
                breaker.key(),
                AuditEvent.of("breaker.configure", OBJECT, after.service())
                        .before(before)
                        .after(after));
        return Outcome.done(new Configured(after, breaker.configured(), false));
    }

    private Outcome<Configured> make(ServiceKey key, ExpectedVersion expected, Configuration configuration) {
        if (expected.version().isPresent()) {
            return Outcome.refused(Refusal.of(Refusal.Kind.STALE, "there is no breaker for " + key.service()));
        }
        // Somebody may have made it since it was looked for: what is wanted here would else be passed over.
        breakers.holdBeginnings(key.tenant());
        Optional<StoredBreaker> meanwhile = breakers.lock(key);
        if (meanwhile.isPresent()) {
            return change(meanwhile.get(), expected, configuration);
        }
        return making.make(key, Optional.of(configuration)).map(breaker -> {
            BreakerView after = BreakerView.of(breaker);
            record(
                    key,
                    AuditEvent.of("breaker.configure", OBJECT, key.service()).after(after));
            return new Configured(after, breaker.configured(), true);
        });
    }

    /** Deletes it with its counts; who asks for it again has it made anew. */
    public Outcome<ServiceKey> delete(ServiceKey key, ExpectedVersion expected) {
        Optional<StoredBreaker> found = breakers.lock(key);
        if (found.isEmpty()) {
            return Outcome.refused(BreakerRefusals.noBreaker(key));
        }
        StoredBreaker breaker = found.get();
        if (!expected.isMetBy(breaker.configured())) {
            return Outcome.refused(ExpectedVersion.stale(breaker.configured()));
        }
        BreakerView before = BreakerView.of(breaker);
        Breaker stood = breaker.breaker();
        Instant now = clock.now();
        breaker.delete(now);
        breakers.flush();
        evidence.forget(key, Long.MAX_VALUE);
        news.fire(new BreakerDeleted(key.tenant(), key.service(), stood.generation(), stood.standing(), now));
        record(key, AuditEvent.of("breaker.delete", OBJECT, key.service()).before(before));
        return Outcome.done(key);
    }

    private void record(ServiceKey key, AuditEvent event) {
        audit.record(key.tenant(), event.why(AuditTrail.purpose(Scope.QUOTA)));
    }
}
