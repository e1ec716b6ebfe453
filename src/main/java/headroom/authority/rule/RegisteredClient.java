package headroom.authority.rule;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for tokens.
 *
 * @param id names this registration; a client id can be registered again after a deletion
 * @param clientId as the client names itself
 * @param name for people
 * @param scopes what it may ask for
 * @param secretHash proves its secret; null where it has none
 * @param jwks its public keys as a JWK set; null where it signs nothing
 */
public record RegisteredClient(
        TenantId tenant,
        UUID id,
        String clientId,
        String name,
        Set<Scope> scopes,
        @Nullable String secretHash,
        @Nullable String jwks,
        Instant createdAt,
        long version) {
    public RegisteredClient {
        scopes = Set.copyOf(scopes);
    }

    /** Without what it is proved with. */
    @Override
    public String toString() {
        return "RegisteredClient[" + clientId + " of " + tenant + "]";
    }
}
