package headroom.overload.rule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or a date in the form that is to be sent. */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DATE =
            Pattern.compile("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4})"
                    + " ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private RetryAfter() {}

    /** How long to wait, from 0 to {@link Pressing#MAX_RETRY_AFTER}; empty where the header says nothing that can be read. */
    public static Optional<Duration> of(String header, Instant now) {
        String text = header.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        Matcher date = DATE.matcher(text);
        return date.matches() ? instant(date).map(then -> bounded(Duration.between(now, then))) : Optional.empty();
    }

    private static Optional<Instant> instant(Matcher date) {
        try {
            return Optional.of(ZonedDateTime.of(
                            number(date, 3),
                            MONTHS.indexOf(date.group(2)) + 1,
                            number(date, 1),
                            number(date, 4),
                            number(date, 5),
                            number(date, 6),
                            0,
                            ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher date, int group) {
        return Integer.parseInt(date.group(group));
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(Pressing.MAX_RETRY_AFTER) < 0 ? wait : Pressing.MAX_RETRY_AFTER;
    }
}
