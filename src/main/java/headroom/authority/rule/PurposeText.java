package headroom.authority.rule;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reason or a ticket as somebody gave it. */
public final class PurposeText {
    private PurposeText() {}

    /**
     * The text without blanks around it. Empty where nothing usable was given: no text, only blanks, more than
     * {@code maxChars} characters, control characters, or half of a surrogate pair.
     */
    public static Optional<String> of(@Nullable Object given, int maxChars) {
        return Optional.ofNullable(given)
                .filter(String.class::isInstance)
                .map(text -> text.toString().strip())
                .filter(text -> !text.isEmpty()
                        && text.length() <= maxChars
                        && text.codePoints().noneMatch(PurposeText::isUnusable));
    }

    private static boolean isUnusable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }
}
