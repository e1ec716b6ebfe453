package headroom.platform.keys;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key and its time: published from its making, signing from {@code signsFrom} until its successor does, and published
 * until all that it signed has ended.
 *
 * @param key with its private part
 * @param signsFrom by the database's clock
 * @param signsUntil when its successor takes over; null for the newest
 */
record SigningKey(ECKey key, Instant signsFrom, @Nullable Instant signsUntil) {
    /** A new key is published this long before it signs: longer than anybody keeps a copy of what is published. */
    static final Duration PUBLISHED_AHEAD = Duration.ofHours(6);

    boolean isPublished(KeyPurpose purpose, Instant now) {
        return signsUntil == null
                || purpose.lifetime()
                        .map(lifetime -> now.isBefore(signsUntil.plus(lifetime)))
                        .orElse(true);
    }

    /** The one that signs now. */
    static Optional<SigningKey> current(List<SigningKey> keys, Instant now) {
        return keys.stream()
                .filter(key -> !key.signsFrom.isAfter(now))
                .max(Comparator.comparing(SigningKey::signsFrom));
    }

    /** When the next key has to begin to sign, where it is time to make one; empty while it is not. */
    static Optional<Instant> successorDue(List<SigningKey> keys, Instant now, Duration rotation) {
        Optional<Instant> newest = keys.stream().map(SigningKey::signsFrom).max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return Optional.of(now);
        }
        Instant wanted = newest.get().plus(rotation);
        Instant soonest = now.plus(PUBLISHED_AHEAD);
        return wanted.isAfter(soonest) ? Optional.empty() : Optional.of(soonest);
    }

    /** The record's own would tell the private key. */
    @Override
    public String toString() {
        return "SigningKey[" + key.getKeyID() + "]";
    }
}
