package headroom.breaker.control;

import headroom.breaker.rule.ProbeId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a permit is called towards callers: {@code c.ERA} for a call of a closed breaker, whose outcome anybody might tell as
 * well without it; {@code p.ERA.NUMBER.MARK} for a probe, where the mark is made with the breaker's own secret, so that nobody ends
 * another's probe by counting.
 *
 * @param era which era the call belongs to
 * @param probe which probe it is, where it is one
 */
public record PermitText(long era, Optional<ProbeId> probe) {
    /** A longer text is none of ours. */
    public static final int MAX_CHARS = 64;

    private static final String ALGORITHM = "HmacSHA256";

    /** 72 bits: a probe lives for minutes, and a guess costs a call. */
    private static final int MARK_CHARS = 12;

    private static final Pattern CLOSED = Pattern.compile("c\\.(\\d{1,18})");
    private static final Pattern PROBE = Pattern.compile("p\\.(\\d{1,18})\\.(\\d{1,18})\\.([A-Za-z0-9_-]{12})");

    public static String ofClosed(long era) {
        return "c." + era;
    }

    public static String ofProbe(ProbeId probe, String permitKey) {
        return "p." + probe.era() + "." + probe.number() + "." + mark(probe, permitKey);
    }

    /** What a text names; empty where it is none of this breaker's. */
    public static Optional<PermitText> read(String text, String permitKey) {
        Matcher closed = CLOSED.matcher(text);
        if (closed.matches()) {
            return Optional.of(new PermitText(Long.parseLong(closed.group(1)), Optional.empty()));
        }
        Matcher marked = PROBE.matcher(text);
        if (!marked.matches()) {
            return Optional.empty();
        }
        ProbeId probe = new ProbeId(Long.parseLong(marked.group(1)), Long.parseLong(marked.group(2)));
        boolean ours = MessageDigest.isEqual(
                mark(probe, permitKey).getBytes(StandardCharsets.US_ASCII),
                marked.group(3).getBytes(StandardCharsets.US_ASCII));
        return ours ? Optional.of(new PermitText(probe.era(), Optional.of(probe))) : Optional.empty();
    }

    private static String mark(ProbeId probe, String permitKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(permitKey.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] whole = mac.doFinal((probe.era() + "." + probe.number()).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().encodeToString(whole).substring(0, MARK_CHARS);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
