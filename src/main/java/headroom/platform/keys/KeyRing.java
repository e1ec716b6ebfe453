package headroom.platform.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.Log;
import headroom.platform.Settings;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The signing keys in the database. Makes the first key of a purpose when it is asked for, and the next one when it is
 * time; of several servers that find so at once, one does.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class KeyRing {
    private static final int DEFAULT_ROTATION_DAYS = 30;
    private static final int MAX_ROTATION_DAYS = 366;
    private static final Log LOG = Log.of(KeyRing.class);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    @Inject
    private DatabaseClock clock;

    @Inject
    private MasterKey master;

    /** The keys of a purpose by the database's clock, at least one of them signing. */
    public Keys read(KeyPurpose purpose) {
        Instant now = clock.now();
        List<SigningKey> keys = rows(purpose);
        if (SigningKey.successorDue(keys, now, rotation()).isPresent()) {
            lock(purpose);
            // Another server may have made it meanwhile.
            keys = rows(purpose);
            Instant then = clock.now();
            SigningKey.successorDue(keys, then, rotation()).ifPresent(signsFrom -> add(purpose, signsFrom));
            keys = rows(purpose);
            now = clock.now();
        }
        return Keys.of(purpose, keys, now);
    }

    static Duration rotation() {
        return Duration.ofDays(
                Settings.HEADROOM_KEY_ROTATION_DAYS.integer(DEFAULT_ROTATION_DAYS, 1, MAX_ROTATION_DAYS));
    }

    private void lock(KeyPurpose purpose) {
        locks.hold("signing key " + purpose.column());
    }

    private List<SigningKey> rows(KeyPurpose purpose) {
        List<?> rows = entities.createNativeQuery("""
                        select kid, private_key, signs_from, signs_until from signing_keys
                        where purpose = ?1 order by signs_from desc
                        """)
                .setParameter(1, purpose.column())
                .getResultList();
        List<SigningKey> keys = new ArrayList<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            keys.add(new SigningKey(
                    opened(purpose, column[0].toString(), column[1].toString()),
                    Sql.instant(column[2]),
                    Sql.instantOrNull(column[3])));
        }
        return keys;
    }

    private ECKey opened(KeyPurpose purpose, String kid, String sealed) {
        byte[] jwk = master.open(sealed, place(purpose, kid));
        try {
            return ECKey.parse(new String(jwk, StandardCharsets.UTF_8));
        } catch (ParseException unreadable) {
            throw new IllegalStateException("the signing key " + kid + " cannot be read", unreadable);
        }
    }

    private void add(KeyPurpose purpose, Instant signsFrom) {
        ECKey key = made();
        String kid = key.getKeyID();
        entities.createNativeQuery("""
                        update signing_keys set signs_until = cast(?2 as timestamptz)
                        where purpose = ?1 and signs_until is null
                        """)
                .setParameter(1, purpose.column())
                .setParameter(2, signsFrom.toString())
                .executeUpdate();
        entities.createNativeQuery("""
                        insert into signing_keys (kid, purpose, public_key, private_key, signs_from)
                        values (?1, ?2, ?3, ?4, cast(?5 as timestamptz))
                        """)
                .setParameter(1, kid)
                .setParameter(2, purpose.column())
                .setParameter(3, key.toPublicJWK().toJSONString())
                .setParameter(4, master.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), place(purpose, kid)))
                .setParameter(5, signsFrom.toString())
                .executeUpdate();
        LOG.info(
                "a signing key was made",
                Map.of("kid", kid, "purpose", purpose.column(), "signs_from", signsFrom.toString()));
    }

    private static ECKey made() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(Ids.next().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java has P-256", impossible);
        }
    }

    private static String place(KeyPurpose purpose, String kid) {
        return "signing key " + kid + " for " + purpose.column();
    }
}
