package headroom.authority.boundary;

import headroom.audit.boundary.Actor;
import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.authority.control.AccessTokens;
import headroom.authority.rule.Grant;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records requests for tokens that need a purpose, one entry for each scope that needs one. In the caller's transaction. */
@ApplicationScoped
public class TokenAudit {
    private static final int MAX_SHOWN = 256;

    @Inject
    private AuditTrail trail;

    /** A token was given. */
    void requested(RegisteredClient client, Grant.Given grant, AccessTokens.Issued token) {
        Actor actor = new Actor(client.clientId(), client.clientId(), token.hash());
        for (Scope scope : grant.scopes()) {
            if (scope.needsPurpose()) {
                AuditEvent event = AuditEvent.of("token.issue", "token", token.hash())
                        .with("scope", scope.wireName())
                        .with("expires_at", token.expiresAt().toString());
                trail.record(
                        client.tenant(),
                        actor,
                        explained(event, scope, grant.purposes().get(scope)));
            }
        }
    }

    /** A token was not given. */
    void refused(RegisteredClient client, Set<Scope> asked, Grant.Denied denied) {
        Actor actor = new Actor(client.clientId(), client.clientId(), null);
        for (Scope scope : asked) {
            AuditEvent event = AuditEvent.of("token.refuse", "client", client.clientId())
                    .with("scope", scope.wireName())
                    .with("error", denied.error())
                    .with("description", shortened(denied.description()));
            trail.record(client.tenant(), actor, event);
        }
    }

    private static AuditEvent explained(AuditEvent event, Scope scope, @Nullable Purpose purpose) {
        if (purpose == null) {
            return event;
        }
        AuditEvent explained = event.why(purpose).with(scope.reasonClaim(), purpose.reason());
        String ticket = purpose.ticket();
        return ticket == null ? explained : explained.with(scope.ticketClaim(), ticket);
    }

    private static String shortened(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
    }
}
