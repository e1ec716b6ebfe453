package headroom.platform.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of a change: absent (leave it), null (remove it) or a value (set it).
 *
 * @param present whether the field was written at all
 * @param value what it was; null removes
 * @param <T> the field's type
 */
public record Patch<T>(boolean present, @Nullable T value) {
    private static final Patch<?> ABSENT = new Patch<>(false, null);

    @SuppressWarnings("unchecked")
    public static <T> Patch<T> absent() {
        return (Patch<T>) ABSENT;
    }

    public static <T> Patch<T> of(@Nullable T value) {
        return new Patch<>(true, value);
    }

    /** What the field is after the change. */
    public @Nullable T after(@Nullable T before) {
        return present ? value : before;
    }

    /** The value, where there is one. */
    public Optional<T> toOptional() {
        return Optional.ofNullable(value);
    }
}
