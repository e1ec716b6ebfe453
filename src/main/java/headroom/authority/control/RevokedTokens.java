package headroom.authority.control;

import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was made void before its time, as the database has it: single tokens, and those of deleted clients. */
@ApplicationScoped
public class RevokedTokens {
    @PersistenceContext
    private EntityManager entities;

    /** Makes a token void. Again is the same as once. */
    public void add(String tokenHash, Instant expiresAt) {
        entities.createNativeQuery("""
                        insert into revoked_tokens (token_hash, expires_at) values (?1, cast(?2 as timestamptz))
                        on conflict do nothing
                        """)
                .setParameter(1, tokenHash)
                .setParameter(2, expiresAt.toString())
                .executeUpdate();
    }

    /** Tokens that were made void since then, with when they would have ended. */
    public Map<String, Instant> since(Instant then) {
        return instants(entities.createNativeQuery(
                        "select token_hash, expires_at from revoked_tokens where revoked_at > cast(?1 as timestamptz)")
                .setParameter(1, then.toString())
                .getResultList());
    }

    /** Clients that were deleted since then, with when. */
    public Map<String, Instant> clientsDeletedSince(Instant then) {
        return instants(
                entities.createNativeQuery("""
                        select client_id, deleted_at from oauth_clients
                        where deleted_at is not null and deleted_at > cast(?1 as timestamptz)
                        """).setParameter(1, then.toString()).getResultList());
    }

    /** Forgets tokens that have ended. */
    public int forget(Instant before) {
        return entities.createNativeQuery("delete from revoked_tokens where expires_at < cast(?1 as timestamptz)")
                .setParameter(1, before.toString())
                .executeUpdate();
    }

    private static Map<String, Instant> instants(List<?> rows) {
        return rows.stream()
                .map(Object[].class::cast)
                .collect(Collectors.toMap(
                        row -> row[0].toString(),
                        row -> Sql.instant(row[1]),
                        (one, other) -> one.isAfter(other) ? one : other));
    }
}
