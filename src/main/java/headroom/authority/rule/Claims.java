package headroom.authority.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a token says. A claim that is not of its form counts as missing, where it may be missing.
 *
 * @param members by name; numbers are {@code BigDecimal}
 */
public record Claims(Map<String, Object> members) {
    /** Ids longer than this are nobody's. */
    static final int MAX_ID = 255;

    /** Digits before the point of a time in seconds: more is no time, and costly to calculate with. */
    private static final int MAX_SECONDS_DIGITS = 11;

    private static final Pattern WORD_GAP = Pattern.compile(" +");

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** An id: 1 to 255 characters, none of them a control character or blank at an end. */
    public Optional<String> id(String name) {
        return PurposeText.of(members.get(name), MAX_ID).filter(id -> id.equals(members.get(name)));
    }

    /** Seconds since 1970, with or without fraction. */
    public Optional<Instant> instant(String name) {
        return Optional.ofNullable(members.get(name))
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast)
                .filter(seconds -> seconds.precision() - seconds.scale() <= MAX_SECONDS_DIGITS && seconds.signum() >= 0)
                .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    }

    /** A string of words with spaces between, or a list of strings. */
    public Set<String> words(String name) {
        Object value = members.get(name);
        return value instanceof String text
                ? WORD_GAP.splitAsStream(text).collect(Collectors.toUnmodifiableSet())
                : strings(value).collect(Collectors.toUnmodifiableSet());
    }

    /** A string, or a list of strings. */
    public Set<String> oneOrMore(String name) {
        Object value = members.get(name);
        return value instanceof String text ? Set.of(text) : strings(value).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }
}
