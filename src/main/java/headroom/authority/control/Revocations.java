package headroom.authority.control;

import headroom.authority.rule.ValidToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this server knows to be void, in memory, so that a request asks no database. Told at once of what happens here, and
 * within about a second of what happens elsewhere. Thread-safe.
 */
@ApplicationScoped
public class Revocations {
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Map<String, Instant> clients = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /** Whether the token is void. Only our own can be: another issuer's clients are not ours. */
    public boolean isVoid(ValidToken token) {
        if (!token.own()) {
            return false;
        }
        Instant deleted = clients.get(token.caller().clientId());
        return tokens.containsKey(token.caller().tokenHash())
                || (deleted != null && !token.issuedAt().isAfter(deleted));
    }

    public void token(String tokenHash, Instant expiresAt) {
        tokens.put(tokenHash, expiresAt);
    }

    /** A client's tokens end with it; those of a later client of the same id do not. */
    public void client(String clientId, Instant deletedAt) {
        clients.merge(clientId, deletedAt, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Takes what the database says; from the first time on, this server knows. */
    public void learn(Map<String, Instant> revokedTokens, Map<String, Instant> deletedClients) {
        revokedTokens.forEach(this::token);
        deletedClients.forEach(this::client);
        loaded = true;
    }

    /** Forgets what no valid token can be of. */
    public void forget(Instant tokensEndedBefore, Instant clientsDeletedBefore) {
        tokens.values().removeIf(end -> end.isBefore(tokensEndedBefore));
        clients.values().removeIf(deleted -> deleted.isBefore(clientsDeletedBefore));
    }

    /** Whether it is known what is void; until then nobody may pass. */
    public boolean isLoaded() {
        return loaded;
    }
}
