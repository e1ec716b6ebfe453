package headroom.authority.rule;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer whose tokens are taken, and for what.
 *
 * @param issuer compared exactly
 * @param audience one of the token's must be this
 * @param own whether it is this service itself
 * @param names where it puts what
 * @param tenants the only ones that it may speak for; empty: any
 * @param scopes the only ones that it may give; others in its tokens are passed over
 */
public record TrustedIssuer(
        String issuer,
        String audience,
        boolean own,
        ClaimNames names,
        Optional<Set<TenantId>> tenants,
        Set<Scope> scopes) {
    /** What another issuer may give where nothing else is configured: all but the run of the whole platform. */
    public static final Set<Scope> DEFAULT_SCOPES = Set.copyOf(EnumSet.complementOf(EnumSet.of(Scope.PLATFORM)));

    public TrustedIssuer {
        tenants = tenants.map(Set::copyOf);
        scopes = Set.copyOf(scopes);
    }

    /** This service itself. */
    public static TrustedIssuer ourselves(String issuer, String audience) {
        return new TrustedIssuer(issuer, audience, true, ClaimNames.OWN, Optional.empty(), EnumSet.allOf(Scope.class));
    }
}
