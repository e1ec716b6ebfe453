package headroom.authority.control;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys that another issuer publishes: fetched when first needed, refreshed in the background, looked for again when a
 * token names one that is not known, and used for a day while the issuer does not answer. However slow the issuer is, few
 * threads wait for it.
 */
final class ForeignKeySource implements JWKSource<SecurityContext> {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 3_000;
    private static final int MAX_BYTES = 262_144;

    private static final long KEPT_MS = Duration.ofHours(1).toMillis();

    /** Refreshed when a key is asked for this long before the end: after 5 min. */
    private static final long REFRESHED_AHEAD_MS = Duration.ofMinutes(55).toMillis();

    private static final long WAIT_FOR_REFRESH_MS = 6_000;

    private static final long OUTAGE_MS = Duration.ofDays(1).toMillis();

    /** Unknown keys make us ask again, but not more often. */
    private static final long ASKED_AT_MOST_EVERY_MS = 5_000;

    /** Threads that may ask this issuer at once. */
    private static final int MAX_ASKING = 4;

    /** Threads that may wait until they can ask, as when the first callers come all at once: a server has many more. */
    private static final int MAX_WAITING = 64;

    private static final long WAIT_FOR_TURN_MS = 1_000;

    private final Semaphore turns = new Semaphore(MAX_ASKING);
    private final JWKSource<SecurityContext> keys;

    /** Whether the issuer ever answered. */
    private volatile boolean known;

    ForeignKeySource(URL url, ExecutorService background) {
        keys = JWKSourceBuilder.<SecurityContext>create(
                        url, new DefaultResourceRetriever(CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_BYTES))
                .cache(KEPT_MS, WAIT_FOR_REFRESH_MS)
                .refreshAheadCache(REFRESHED_AHEAD_MS, null, background, false, null, false)
                .rateLimited(ASKED_AT_MOST_EVERY_MS)
                .outageTolerant(OUTAGE_MS)
                .build();
        background.execute(this::learn);
    }

    /** Asks for the keys before the first caller does. Where that fails, the first caller's token asks again. */
    private void learn() {
        try {
            get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException notYet) {
            known = false;
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        if (!hasTurn()) {
            throw new KeySourceException("too many wait for the issuer");
        }
        try {
            List<JWK> found = keys.get(selector, context);
            known = true;
            return found;
        } catch (RateLimitReachedException unknownKey) {
            if (known) {
                throw unknownKey;
            }
            throw new KeySourceException("the issuer did not answer yet", unknownKey);
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turns.getQueueLength() < MAX_WAITING && turns.tryAcquire(WAIT_FOR_TURN_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
