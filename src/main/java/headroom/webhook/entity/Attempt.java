package headroom.webhook.entity;

import org.jspecify.annotations.Nullable;

/**
 * How one attempt at a delivery ended. Immutable.
 *
 * @param status of the answer; null where there was none
 * @param durationMs how long it took, in milliseconds
 * @param error why it is not delivered; null where it is
 * @param answer the beginning of the answer's body, where that was looked at
 */
public record Attempt(
        @Nullable Integer status,
        long durationMs,
        @Nullable String error,
        @Nullable String answer) {
    /** Characters of {@link #answer} that are kept. */
    public static final int MAX_ANSWER = 1_024;

    /** Characters of {@link #error} that are kept. */
    public static final int MAX_ERROR = 256;

    public Attempt {
        error = shortened(error, MAX_ERROR);
        answer = shortened(answer, MAX_ANSWER);
    }

    /** What the database can keep and a person can read: no control characters but the usual ones. */
    private static @Nullable String shortened(@Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        String readable = text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cs}", "\uFFFD");
        int end = Math.min(most, readable.length());
        boolean splits = end < readable.length() && Character.isHighSurrogate(readable.charAt(end - 1));
        return readable.substring(0, splits ? end - 1 : end);
    }
}
