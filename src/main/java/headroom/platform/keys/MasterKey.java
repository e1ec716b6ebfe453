package headroom.platform.keys;

import headroom.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the database must not tell: AES-256-GCM with a random nonce. What is sealed for one place opens in no
 * other. Thread-safe.
 */
@ApplicationScoped
public class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final SecureRandom random = new SecureRandom();

    private SecretKey key;

    @PostConstruct
    void read() {
        key = new SecretKeySpec(bytes(Settings.HEADROOM_MASTER_KEY.required()), "AES");
    }

    private static byte[] bytes(String setting) {
        try {
            byte[] bytes = Base64.getDecoder().decode(setting.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException noBase64) {
            throw new IllegalStateException(complaint(), noBase64);
        }
        throw new IllegalStateException(complaint());
    }

    /** Without the value, which would be a secret with a typing error in it. */
    private static String complaint() {
        return "the setting " + Settings.HEADROOM_MASTER_KEY + " is not the base64 text of " + KEY_BYTES + " bytes";
    }

    /**
     * Encrypts.
     *
     * @param place what it is and whose; needed again to open it
     * @return base64 of nonce and ciphertext
     */
    public String seal(byte[] secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-256-GCM", impossible);
        }
    }

    /**
     * Decrypts.
     *
     * @throws IllegalStateException naming the setting, where it was sealed under another key, for another place, or altered
     */
    public byte[] open(String sealed, String place) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
            byte[] nonce = new byte[NONCE_BYTES];
            all.get(nonce);
            byte[] rest = new byte[all.remaining()];
            all.get(rest);
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest);
        } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException wrong) {
            throw new IllegalStateException(
                    "the setting " + Settings.HEADROOM_MASTER_KEY + " is not what " + place + " was encrypted under",
                    wrong);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
