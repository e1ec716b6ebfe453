package headroom.platform;

import headroom.kernel.Amount;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values to and from native SQL, the same for every persistence provider: bulk parameters as PostgreSQL array literals
 * (a plain string that the statement casts), columns as the driver gives them.
 */
public final class Sql {
    private Sql() {}

    /** {@code {"a","b",NULL}} for a statement to cast to an array type. */
    public static <T> String array(Collection<T> items, Function<? super T, ? extends @Nullable Object> column) {
        return items.stream().map(item -> element(column.apply(item))).collect(Collectors.joining(",", "{", "}"));
    }

    public static String array(Collection<?> items) {
        return array(items, item -> item);
    }

    private static String element(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * A value that may be missing, for a statement that reads it by {@code nullif(?, '')}: not every persistence provider tells the driver of what
     * type a null is.
     */
    public static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    public static UUID uuid(Object column) {
        return column instanceof UUID uuid ? uuid : UUID.fromString(column.toString());
    }

    public static @Nullable String textOrNull(@Nullable Object column) {
        return column == null ? null : column.toString();
    }

    public static @Nullable UUID uuidOrNull(@Nullable Object column) {
        return column == null ? null : uuid(column);
    }

    public static Amount amount(Object column) {
        return Amount.of((BigDecimal) column);
    }

    public static @Nullable Amount amountOrNull(@Nullable Object column) {
        return column == null ? null : amount(column);
    }

    public static @Nullable Instant instantOrNull(@Nullable Object column) {
        return column == null ? null : instant(column);
    }

    /** A {@code timestamptz} column, whatever class the provider makes of it. */
    public static Instant instant(Object column) {
        if (column instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }
}
