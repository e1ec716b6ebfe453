package headroom.testing;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The product's own key, as only who has the database and the master key can have it: for tokens of any shape. */
public final class OwnIssuer {
    public static final String ISSUER = "http://localhost:8080";

    private OwnIssuer() {}

    /** A forge with the key that the servers on this database sign tokens with. */
    public static TokenForge forge(TestDatabase database) {
        return new TokenForge(key(database), ISSUER, "headroom", Instant.now());
    }

    private static ECKey key(TestDatabase database) {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select kid, private_key from signing_keys
                        where purpose = 'token' and signs_from <= now() order by signs_from desc limit 1
                        """)) {
            row.next();
            return opened(row.getString(1), Base64.getDecoder().decode(row.getString(2)));
        } catch (SQLException | GeneralSecurityException | ParseException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static ECKey opened(String kid, byte[] sealed) throws GeneralSecurityException, ParseException {
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[12];
        parts.get(nonce);
        byte[] rest = new byte[parts.remaining()];
        parts.get(rest);
        byte[] master =
                Base64.getDecoder().decode(TestIssuer.running().environment().get("HEADROOM_MASTER_KEY"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(master, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(("signing key " + kid + " for token").getBytes(StandardCharsets.UTF_8));
        return ECKey.parse(new String(cipher.doFinal(rest), StandardCharsets.UTF_8));
    }
}
