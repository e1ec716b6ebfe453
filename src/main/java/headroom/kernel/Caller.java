package headroom.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a call, as its token says.
 *
 * @param subject whom the token speaks for
 * @param clientId to whom it was issued
 * @param tokenHash SHA-256 of the token's id (of the whole token where it has none), in hexadecimal digits
 * @param tenant whose data it is for
 * @param scopes what it allows
 * @param purposes why it was asked for, by the scope that this is for
 */
public record Caller(
        String subject,
        String clientId,
        String tokenHash,
        TenantId tenant,
        Set<Scope> scopes,
        Map<Scope, Purpose> purposes) {
    public Caller {
        scopes = Set.copyOf(scopes);
        purposes = Map.copyOf(purposes);
    }

    /** The same caller with these purposes. */
    public Caller with(Map<Scope, Purpose> others) {
        return new Caller(subject, clientId, tokenHash, tenant, scopes, others);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    /** Why it may do what needs this scope, where the token says so. */
    public Optional<Purpose> purpose(Scope scope) {
        return Optional.ofNullable(purposes.get(scope));
    }
}
