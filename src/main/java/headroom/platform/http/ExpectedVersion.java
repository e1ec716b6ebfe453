package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code If-Match} asks for: one version, or any.
 *
 * @param version any when empty
 */
public record ExpectedVersion(OptionalLong version) {
    public static final ExpectedVersion ANY = new ExpectedVersion(OptionalLong.empty());

    private static final Pattern STRONG_TAG = Pattern.compile("\\s*\"(\\d{1,18})\"\\s*");

    /**
     * From the header.
     *
     * @throws RefusedException where it is neither absent, nor {@code *}, nor one ETag of ours
     */
    public static ExpectedVersion of(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.trim().equals("*")) {
            return ANY;
        }
        Matcher tag = STRONG_TAG.matcher(ifMatch);
        if (!tag.matches()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "a header breaks the contract",
                    List.of(new FieldError("If-Match", "must be one ETag as it was given, or *"))));
        }
        return new ExpectedVersion(OptionalLong.of(Long.parseLong(tag.group(1))));
    }

    public boolean isMetBy(long actual) {
        return version.isEmpty() || version.getAsLong() == actual;
    }

    public static Refusal stale(long actual) {
        return Refusal.of(Refusal.Kind.STALE, "it has changed: its version is " + actual);
    }
}
