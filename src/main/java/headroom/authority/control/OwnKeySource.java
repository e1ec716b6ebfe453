package headroom.authority.control;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that this service's own tokens are signed with. */
final class OwnKeySource implements JWKSource<SecurityContext> {
    private final SigningKeys keys;

    OwnKeySource(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> named = selector.getMatcher().getKeyIDs().stream()
                .filter(Objects::nonNull)
                .map(kid -> keys.find(KeyPurpose.TOKEN, kid))
                .flatMap(Optional::stream)
                .map(JWK.class::cast)
                .toList();
        return selector.select(new JWKSet(named));
    }
}
