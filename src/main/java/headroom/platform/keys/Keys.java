package headroom.platform.keys;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one purpose at one time. Public for the container, which hands it through a proxy.
 *
 * @param current signs; with its private part
 * @param published verify; without
 */
public record Keys(ECKey current, List<ECKey> published) {
    static Keys of(KeyPurpose purpose, List<SigningKey> keys, Instant now) {
        SigningKey current = SigningKey.current(keys, now)
                .orElseThrow(() -> new IllegalStateException("no key of " + purpose + " signs at " + now));
        return new Keys(
                current.key(),
                keys.stream()
                        .filter(key -> key.isPublished(purpose, now))
                        .map(key -> key.key().toPublicJWK())
                        .toList());
    }

    Optional<ECKey> find(String kid) {
        return published.stream().filter(key -> key.getKeyID().equals(kid)).findFirst();
    }

    /** The record's own would tell the private key. */
    @Override
    public String toString() {
        return "Keys[" + current.getKeyID() + "]";
    }
}
