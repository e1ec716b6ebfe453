package headroom.authority.control;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import headroom.platform.Log;
import headroom.platform.Stopwatch;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Downstream;
import headroom.platform.downstream.Ended;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys that another issuer publishes: fetched when first needed, refreshed in the background, looked for again when a
 * token names one that is not known, and used for a day while the issuer does not answer. However slow the issuer is, few
 * threads wait for it, and none of them with a key that was heard of lately: who names unknown keys holds up only himself.
 */
final class ForeignKeySource implements JWKSource<SecurityContext> {
    private static final Log LOG = Log.of(ForeignKeySource.class);

    /** As the guards' metrics call it. */
    private static final String KIND = "issuer_keys";

    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_TIMEOUT_MS = 3_000;
    private static final int MAX_BYTES = 262_144;

    private static final long KEPT_MS = Duration.ofHours(1).toMillis();

    /** Refreshed when a key is asked for this long before the end: after 5 min. */
    private static final long REFRESHED_AHEAD_MS = Duration.ofMinutes(55).toMillis();

    /** A key that was heard of within this time is good without a look at the rest: until it is refreshed. */
    private static final double FRESH_SECONDS = 300;

    private static final long WAIT_FOR_REFRESH_MS = 6_000;

    private static final long OUTAGE_MS = Duration.ofDays(1).toMillis();
    private static final double OUTAGE_SECONDS = Duration.ofDays(1).toSeconds();

    /** Unknown keys make us ask again, but not more often. */
    private static final long ASKED_AT_MOST_EVERY_MS = 5_000;

    /** Threads that may ask this issuer at once. */
    private static final int MAX_ASKING = 4;

    /** Threads that may wait until they can ask, as when the first callers come all at once: a server has many more. */
    private static final int MAX_WAITING = 64;

    private static final long WAIT_FOR_TURN_MS = 1_000;

    private final Semaphore turns = new Semaphore(MAX_ASKING);
    private final JWKSource<SecurityContext> keys;

    /** The issuer's last answer; none before the first. */
    private volatile @Nullable Heard heard;

    /** What an issuer answered, and how long ago. */
    private record Heard(JWKSet keys, Stopwatch since) {}

    /**
     * The keys at a URL.
     *
     * @param downstream through which they are fetched: an issuer that is ill is left alone for a while
     */
    ForeignKeySource(URL url, ExecutorService background, Downstream downstream) {
        JWKSetSource<SecurityContext> issuer = new URLBasedJWKSetSource<>(
                url, at -> new IssuerRetriever(CONNECT_TIMEOUT_MS, READ_TIMEOUT_MS, MAX_BYTES).retrieveResource(at));
        keys = JWKSourceBuilder.create(new Listening(url, issuer, downstream))
                .cache(KEPT_MS, WAIT_FOR_REFRESH_MS)
                .refreshAheadCache(REFRESHED_AHEAD_MS, null, background, false, null, false)
                .rateLimited(ASKED_AT_MOST_EVERY_MS)
                .outageTolerant(OUTAGE_MS)
                .build();
        background.execute(() -> learn(url));
    }

    /** Asks for the keys before the first caller does. Where that fails, the first caller's token asks again. */
    private void learn(URL url) {
        try {
            get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException notYet) {
            LOG.info("an issuer did not answer yet", Map.of("jwks_url", url.toString()));
        }
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> fresh = heardWithin(FRESH_SECONDS, selector);
        return fresh.isEmpty() ? asked(selector, context) : fresh;
    }

    private List<JWK> heardWithin(double seconds, JWKSelector selector) {
        Heard last = heard;
        return last == null || last.since().seconds() > seconds ? List.of() : selector.select(last.keys());
    }

    private List<JWK> asked(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        if (!hasTurn()) {
            List<JWK> old = heardWithin(OUTAGE_SECONDS, selector);
            if (old.isEmpty()) {
                throw new KeySourceException("too many wait for the issuer");
            }
            return old;
        }
        try {
            return keys.get(selector, context);
        } catch (RateLimitReachedException unknownKey) {
            if (heard != null) {
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

    /** Notes each answer of the issuer, whoever asked for it. */
    private final class Listening implements JWKSetSource<SecurityContext> {
        private final String target;
        private final JWKSetSource<SecurityContext> issuer;
        private final Downstream downstream;

        Listening(URL url, JWKSetSource<SecurityContext> issuer, Downstream downstream) {
            this.target = url.toString();
            this.issuer = issuer;
            this.downstream = downstream;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refreshing, long currentTimeMs, @Nullable SecurityContext context)
                throws KeySourceException {
            Call<JWKSet> fetching = () -> {
                try {
                    return issuer.getJWKSet(refreshing, currentTimeMs, context);
                } catch (KeySourceException failed) {
                    throw new IOException(failed);
                }
            };
            Ended<JWKSet> ended = downstream.call(KIND, target, fetching);
            JWKSet keys = ended.<Optional<JWKSet>>fold(
                            Optional::of, failed -> Optional.empty(), refused -> Optional.empty())
                    .orElseThrow(() -> why(ended));
            heard = new Heard(keys, Stopwatch.start());
            return keys;
        }

        /** Of a kind that has old keys used meanwhile. */
        private static KeySourceException why(Ended<JWKSet> ended) {
            return ended.fold(
                    keys -> new JWKSetUnavailableException("there are keys"),
                    failed -> failed.getCause() instanceof KeySourceException source
                            ? source
                            : new JWKSetUnavailableException("the issuer cannot be asked", failed),
                    refused -> new JWKSetUnavailableException("the issuer was not waited for: " + refused.why()));
        }

        @Override
        public void close() throws IOException {
            issuer.close();
        }
    }
}
