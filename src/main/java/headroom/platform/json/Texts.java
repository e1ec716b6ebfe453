package headroom.platform.json;

import headroom.kernel.Amount;
import headroom.kernel.Constants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From the text of the wire to values, each with the rule that it breaks as the message of an
 * {@link IllegalArgumentException}; for JSON fields, query parameters and paths alike.
 */
public final class Texts {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern DURATION_FORM = Pattern.compile("P[0-9DTHMS.]{1,40}");
    private static final Pattern NUMBER_FORM = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    /** A lease longer than this is no lease. */
    public static final Duration MAX_LEASE = Duration.ofDays(366);

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Texts() {}

    /** The text, without control characters and broken characters. */
    public static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("must not have control characters");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException("must be well-formed Unicode");
                }
                i++;
            }
        }
        return text;
    }

    /** A decimal of at most {@value Json#MAX_NUMBER_CHARS} characters. */
    public static BigDecimal decimal(String text) {
        if (text.length() > Json.MAX_NUMBER_CHARS) {
            throw new IllegalArgumentException("a number has at most " + Json.MAX_NUMBER_CHARS + " characters");
        }
        if (!NUMBER_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a decimal number");
        }
        return new BigDecimal(text);
    }

    /** An amount as callers may name it: 0 to 10^15, at most 4 fraction digits, none rounded away. */
    public static Amount amount(String text) {
        BigDecimal value = decimal(text);
        if (value.signum() < 0 || value.compareTo(Amount.MAX_INPUT.toBigDecimal()) > 0) {
            throw new IllegalArgumentException("must be 0 to " + Amount.MAX_INPUT);
        }
        if (value.scale() > Amount.FRACTION_DIGITS && value.stripTrailingZeros().scale() > Amount.FRACTION_DIGITS) {
            throw new IllegalArgumentException("must have at most " + Amount.FRACTION_DIGITS + " fraction digits");
        }
        return Amount.of(value);
    }

    public static Integer integer(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notInteger) {
            throw new IllegalArgumentException("must be an integer of 32 bits", notInteger);
        }
    }

    public static UUID uuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a UUID");
        }
        return UUID.fromString(text);
    }

    /** A lease: ISO 8601, more than nothing, at most {@link #MAX_LEASE}. */
    public static Duration duration(String text) {
        if (!DURATION_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("must be an ISO 8601 duration such as PT10M");
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_LEASE) > 0) {
                throw new IllegalArgumentException("must be more than PT0S and at most " + MAX_LEASE);
            }
            return duration;
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw new IllegalArgumentException("must be an ISO 8601 duration such as PT10M", unreadable);
        }
    }

    /** The constant with this name in lower case. */
    public static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> wireName(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Texts::wireName)
                                .collect(Collectors.joining(", "))));
    }

    /** ISO 8601 in UTC, years 1 to 9999, to the microsecond. */
    public static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new IllegalArgumentException("must lie in the years 1 to 9999");
            }
            return instant;
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("must be a UTC instant such as 2026-01-31T12:00:00Z", unreadable);
        }
    }

    /** Always with six fraction digits. */
    public static String instant(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** A constant as it is written: its name in lower case. */
    static String wireName(Enum<?> constant) {
        return Constants.written(constant);
    }
}
