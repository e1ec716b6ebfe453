package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import headroom.authority.control.AccessTokens;
import headroom.authority.control.Clients;
import headroom.authority.control.ScopePolicies;
import headroom.authority.rule.Grant;
import headroom.authority.rule.Granting;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Scope;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gives a client a token, or says why not. What needs a purpose is recorded either way, in the same transaction. */
@Stateless
public class IssuingTokens {
    @Inject
    private Clients clients;

    @Inject
    private ScopePolicies policies;

    @Inject
    private AccessTokens tokens;

    @Inject
    private TenantSettings tenants;

    @Inject
    private TokenAudit audit;

    @Inject
    private DatabaseClock clock;

    /**
     * Decides on a request.
     *
     * @param client proven to be the one who asks
     * @param given what is answered with a token
     * @param denied what is answered without
     */
    public <R> R issue(
            RegisteredClient client,
            Map<String, String> parameters,
            Function<Given, R> given,
            Function<Grant.Denied, R> denied) {
        return decided(client, parameters)
                .fold(allowed -> given.apply(new Given(allowed, issued(client, allowed))), no -> {
                    Set<Scope> asked = Granting.purposeful(parameters.get("scope"));
                    audit.refused(client, asked, no);
                    return denied.apply(no);
                });
    }

    private Grant decided(RegisteredClient client, Map<String, String> parameters) {
        // It may have ended since it proved itself; a token from after its end would not end with it.
        if (!clients.isKept(client)) {
            return new Grant.Denied(OAuth2Error.INVALID_CLIENT_CODE, "the client was deleted");
        }
        return TenantWall.within(
                client.tenant(),
                () -> policies.granting()
                        .decide(client.scopes(), parameters, ticket -> tenants.accepts(client.tenant(), ticket)));
    }

    /** A token, and what it is good for. */
    public record Given(Grant.Given grant, AccessTokens.Issued token) {}

    private AccessTokens.Issued issued(RegisteredClient client, Grant.Given grant) {
        AccessTokens.Issued token = tokens.issue(client, grant, clock.now());
        audit.requested(client, grant, token);
        return token;
    }
}
