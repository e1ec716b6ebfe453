package headroom.quota.rule;

import headroom.kernel.Constants;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** How long a budget lasts (rule Q10): UTC calendar periods, weeks from Monday, or for ever. */
public enum Period {
    DAY,
    WEEK,
    MONTH,
    YEAR,
    /** Never ends. */
    TOTAL;

    /** The first instant of the period that {@code now} is in; the epoch for {@link #TOTAL}. */
    public Instant start(Instant now) {
        return this == TOTAL ? Instant.EPOCH : atStart(firstDay(dayOf(now)));
    }

    /** The first instant after the period that {@code now} is in; empty for {@link #TOTAL}. */
    public Optional<Instant> end(Instant now) {
        LocalDate first = firstDay(dayOf(now));
        return switch (this) {
            case DAY -> Optional.of(atStart(first.plusDays(1)));
            case WEEK -> Optional.of(atStart(first.plusWeeks(1)));
            case MONTH -> Optional.of(atStart(first.plusMonths(1)));
            case YEAR -> Optional.of(atStart(first.plusYears(1)));
            case TOTAL -> Optional.empty();
        };
    }

    /** {@code day}, {@code week}, {@code month}, {@code year} or {@code total}. */
    public String wireName() {
        return Constants.written(this);
    }

    private LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case DAY, TOTAL -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant atStart(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
