package headroom.authority.control;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Client secrets as they are kept: {@code pbkdf2-sha512$ITERATIONS$SALT$HASH}. Secrets made here have 256 random bits, which
 * no number of guesses finds; the iterations are for a bootstrap secret that a person chose.
 */
public final class SecretHash {
    /** About 50 ms here: dear for one who guesses, bearable for one token request in some minutes. */
    private static final int ITERATIONS = 60_000;

    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha512\\$([0-9]{4,7})\\$([A-Za-z0-9_-]+)\\$([A-Za-z0-9_-]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a secret is compared with where there is no client: a hash of something that nobody knows. */
    static final String NOBODY = of(newSecret());

    private SecretHash() {}

    /** 256 random bits as base64url. */
    public static String newSecret() {
        return text(random(SECRET_BYTES));
    }

    public static String of(String secret) {
        byte[] salt = random(SALT_BYTES);
        return "pbkdf2-sha512$" + ITERATIONS + "$" + text(salt) + "$" + text(derived(secret, salt, ITERATIONS));
    }

    static boolean matches(String secret, String kept) {
        Matcher form = FORM.matcher(kept);
        if (!form.matches()) {
            throw new IllegalArgumentException("is not the hash of a client's secret");
        }
        byte[] salt = Base64.getUrlDecoder().decode(form.group(2));
        byte[] hash = Base64.getUrlDecoder().decode(form.group(3));
        return MessageDigest.isEqual(hash, derived(secret, salt, Integer.parseInt(form.group(1))));
    }

    private static byte[] derived(String secret, byte[] salt, int iterations) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has PBKDF2 with SHA-512", impossible);
        }
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
