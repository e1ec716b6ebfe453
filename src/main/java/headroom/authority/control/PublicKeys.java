package headroom.authority.control;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import java.text.ParseException;
import java.util.Set;

/** The keys that a client registers to sign its assertions with. */
public final class PublicKeys {
    private static final int MAX_KEYS = 10;
    private static final int MIN_RSA_BITS = 2_048;
    private static final Set<KeyType> TYPES = Set.of(KeyType.EC, KeyType.RSA);

    private PublicKeys() {}

    /**
     * The set in its normal form.
     *
     * @throws IllegalArgumentException with the rule that it breaks
     */
    public static String checked(String jwks) {
        JWKSet set = parsed(jwks);
        if (set.getKeys().isEmpty() || set.getKeys().size() > MAX_KEYS) {
            throw new IllegalArgumentException("must hold 1 to " + MAX_KEYS + " keys");
        }
        for (JWK key : set.getKeys()) {
            if (key.isPrivate() || !TYPES.contains(key.getKeyType())) {
                throw new IllegalArgumentException("must hold public keys of type EC or RSA only");
            }
            if (key.getKeyID() == null || key.getKeyID().isBlank()) {
                throw new IllegalArgumentException("must name each key by a kid");
            }
            if (key.getKeyType().equals(KeyType.RSA) && key.size() < MIN_RSA_BITS) {
                throw new IllegalArgumentException("must hold RSA keys of at least " + MIN_RSA_BITS + " bits");
            }
        }
        return set.toString(true);
    }

    private static JWKSet parsed(String jwks) {
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("must be a JWK set", unreadable);
        }
    }
}
