package headroom.authority.boundary;

import headroom.audit.boundary.Actor;
import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.authority.control.Revocations;
import headroom.authority.control.RevokedTokens;
import headroom.authority.control.UsedAssertions;
import headroom.authority.rule.RegisteredClient;
import headroom.authority.rule.ScopePolicy;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Caller;
import headroom.platform.DatabaseClock;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Makes tokens void before their time, and learns what other servers made void. */
@Stateless
public class RevokingTokens {
    /** A revocation that was being written when we last looked is found at the next look. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    /** After this no token can be valid that there was before. */
    static final Duration LONGEST =
            ScopePolicy.MAX_LIFETIME.plus(TokenJudgement.LEEWAY).plusMinutes(5);

    @Inject
    private RevokedTokens revoked;

    @Inject
    private UsedAssertions assertions;

    @Inject
    private Revocations revocations;

    @Inject
    private DatabaseClock clock;

    @Inject
    private AuditTrail audit;

    /** Makes a token void, as this client asked for; recorded in the trail of the token's tenant. */
    public void revoke(RegisteredClient client, ValidToken token) {
        Caller holder = token.caller();
        revoked.add(holder.tokenHash(), token.expiresAt());
        audit.record(
                holder.tenant(),
                new Actor(client.clientId(), client.clientId(), null),
                AuditEvent.of("token.revoke", "token", holder.tokenHash()).with("client_id", holder.clientId()));
    }

    /**
     * Learns what was made void since, and tells when it looked.
     *
     * @param since when it last looked; for the first time, any time long ago
     */
    public Instant learn(Instant since) {
        Instant now = clock.now();
        Instant then = since.minus(OVERLAP);
        Instant oldest = now.minus(LONGEST);
        revocations.learn(revoked.since(then), revoked.clientsDeletedSince(then.isAfter(oldest) ? then : oldest));
        return now;
    }

    /** Forgets what would be refused anyway. */
    public void forget() {
        Instant now = clock.now();
        Instant ended = now.minus(TokenJudgement.LEEWAY.multipliedBy(2));
        revoked.forget(ended);
        assertions.forget(ended);
        revocations.forget(ended, now.minus(LONGEST));
    }
}
