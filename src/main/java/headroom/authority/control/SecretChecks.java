package headroom.authority.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.authority.rule.RegisteredClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a secret is a client's. A proven one is remembered for some minutes under a key that only this process has, so
 * that repeats are cheap; and however many secrets are sent, few are hashed at once. Thread-safe.
 */
@ApplicationScoped
public class SecretChecks {
    /** Of two cores, one may burn. */
    private static final int MAX_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final long WAIT_MS = 2_000;
    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int KEY_BYTES = 32;

    private final Semaphore turns = new Semaphore(MAX_AT_ONCE, true);
    private final byte[] key = SecretHash.random(KEY_BYTES);
    private final Cache<String, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Whether this secret was proven to be this client's a short while ago. */
    public boolean isRemembered(RegisteredClient client, String secret) {
        return proven.getIfPresent(mark(client, secret)) != null;
    }

    /**
     * Whether the secret is the client's; the same work where there is no such client. Empty where too many ask at once.
     */
    public Optional<Boolean> check(@Nullable RegisteredClient client, String secret) {
        if (!hasTurn()) {
            return Optional.empty();
        }
        try {
            @Nullable String kept = client == null ? null : client.secretHash();
            boolean matches = SecretHash.matches(secret, kept == null ? SecretHash.NOBODY : kept);
            if (client == null || kept == null || !matches) {
                return Optional.of(false);
            }
            proven.put(mark(client, secret), true);
            return Optional.of(true);
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turns.tryAcquire(WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String mark(RegisteredClient client, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(client.id().toString().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", impossible);
        }
    }
}
