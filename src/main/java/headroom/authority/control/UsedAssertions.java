package headroom.authority.control;

import headroom.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Assertions that clients have proved themselves with: each serves once, on whichever server. */
@ApplicationScoped
public class UsedAssertions {
    @PersistenceContext
    private EntityManager entities;

    /** Uses an assertion up; false where that was done before. */
    public boolean use(String clientId, String jti, Instant expiresAt) {
        return entities.createNativeQuery("""
                                insert into used_assertions (client_id, jti_hash, expires_at)
                                values (?1, ?2, cast(?3 as timestamptz)) on conflict do nothing
                                """)
                        .setParameter(1, clientId)
                        .setParameter(2, Sha256.hex(jti))
                        .setParameter(3, expiresAt.toString())
                        .executeUpdate()
                == 1;
    }

    /** Forgets those that have ended, which would be refused anyway. */
    public int forget(Instant before) {
        return entities.createNativeQuery("delete from used_assertions where expires_at < cast(?1 as timestamptz)")
                .setParameter(1, before.toString())
                .executeUpdate();
    }
}
