package headroom.breaker.boundary;

import headroom.breaker.control.Breakers;
import headroom.breaker.control.Defaults;
import headroom.breaker.control.EvidenceRows;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.Transitions;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.Configuration;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.DatabaseClock;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Finds breakers, and makes those that nobody has asked for before, up to a number for each tenant. */
@Stateless
public class MakingBreakers {
    @Inject
    private Breakers breakers;

    @Inject
    private Defaults defaults;

    @Inject
    private Transitions transitions;

    @Inject
    private EvidenceRows evidence;

    @Inject
    private TenantSettings tenants;

    @Inject
    private DatabaseClock clock;

    /** The breaker as it is, made with the tenant's default configuration where there is none; or why it cannot be. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Outcome<Known> find(ServiceKey key) {
        return breakers.find(key)
                .map(breaker -> Outcome.done(Moving.known(breaker)))
                .orElseGet(() -> make(key, Optional.empty()).map(Moving::known));
    }

    /** Makes a breaker, in the caller's transaction; of two at once the later finds what the first has made. */
    public Outcome<StoredBreaker> make(ServiceKey key, Optional<Configuration> configuration) {
        Optional<Refusal> missing = tenants.missing(key.tenant());
        if (missing.isPresent()) {
            return Outcome.refused(missing.get());
        }
        breakers.holdBeginnings(key.tenant());
        Optional<StoredBreaker> before = breakers.lockEvenDeleted(key);
        if (before.isPresent() && !before.get().isDeleted()) {
            return Outcome.done(before.get());
        }
        if (breakers.count(key.tenant()) >= BreakerRefusals.MAX_BREAKERS_PER_TENANT) {
            return Outcome.refused(BreakerRefusals.tooMany());
        }
        Configuration chosen = configuration.orElseGet(() -> defaults.of(key.tenant()));
        return Outcome.done(before.map(deleted -> revived(deleted, chosen)).orElseGet(() -> added(key, chosen)));
    }

    private StoredBreaker added(ServiceKey key, Configuration configuration) {
        Instant now = clock.now();
        StoredBreaker added = new StoredBreaker(
                key,
                configuration,
                StoredBreaker.fresh(transitions.nextGeneration(key), now),
                UUID.randomUUID().toString(),
                now);
        breakers.add(added);
        return added;
    }

    private StoredBreaker revived(StoredBreaker deleted, Configuration configuration) {
        deleted.revive(configuration, clock.now());
        breakers.flush();
        evidence.forget(deleted.key(), deleted.breaker().era());
        return deleted;
    }
}
