package headroom.breaker.boundary;

import headroom.breaker.control.KnownBreaker;
import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.control.KnownBreakers;
import headroom.breaker.entity.ServiceKey;
import headroom.platform.http.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The breakers that callers ask for, whether this server knows them, or somebody else, or nobody yet. Thread-safe. */
@ApplicationScoped
public class AskedBreakers {
    @Inject
    private KnownBreakers breakers;

    @Inject
    private MakingBreakers making;

    /**
     * The breaker.
     *
     * @throws RefusedException where there is none, and none can be made
     */
    KnownBreaker get(ServiceKey key) {
        return breakers.get(key, () -> read(key));
    }

    /** It is no more. */
    void forget(ServiceKey key) {
        breakers.forget(key);
    }

    private Known read(ServiceKey key) {
        return making.find(key).fold(known -> known, refusal -> {
            throw new RefusedException(refusal);
        });
    }
}
