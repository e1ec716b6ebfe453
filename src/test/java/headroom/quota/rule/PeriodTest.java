package headroom.quota.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DAY,   2026-03-02T09:00:00Z,        2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z",
        "DAY,   2026-03-02T00:00:00Z,        2026-03-02T00:00:00Z, 2026-03-03T00:00:00Z",
        "DAY,   2026-03-01T23:59:59.999999Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
        "DAY,   2024-02-28T12:00:00Z,        2024-02-28T00:00:00Z, 2024-02-29T00:00:00Z",
        "DAY,   2026-02-28T12:00:00Z,        2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
        // Monday 2026-12-28 begins the 53rd ISO week, which ends in January.
        "WEEK,  2026-12-27T23:59:59.999999Z, 2026-12-21T00:00:00Z, 2026-12-28T00:00:00Z",
        "WEEK,  2026-12-28T00:00:00Z,        2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
        "WEEK,  2027-01-03T12:00:00Z,        2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
        "WEEK,  2027-01-04T00:00:00Z,        2027-01-04T00:00:00Z, 2027-01-11T00:00:00Z",
        "MONTH, 2024-02-29T23:59:59Z,        2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "MONTH, 2026-02-28T23:59:59Z,        2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "MONTH, 2026-01-31T00:00:00Z,        2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "MONTH, 2026-12-31T23:59:59.999999Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "YEAR,  2024-12-31T23:59:59.999999Z, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
        "YEAR,  2025-01-01T00:00:00Z,        2025-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "YEAR,  2024-02-29T12:00:00Z,        2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z"
    })
    void q10_periodsAreThoseOfTheUtcCalendar(Period period, Instant now, Instant start, Instant end) {
        assertThat(period.start(now)).isEqualTo(start);
        assertThat(period.end(now)).contains(end);
    }

    @Test
    void q10_aTotalBudgetNeverEnds() {
        Instant now = Instant.parse("2026-03-02T09:00:00Z");
        assertThat(Period.TOTAL.start(now)).isEqualTo(Instant.EPOCH);
        assertThat(Period.TOTAL.end(now)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Period.class)
    void isInLowerCaseOnTheWire(Period period) {
        assertThat(period.wireName()).matches("[a-z]+").isEqualToIgnoringCase(period.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"})
    void q10_summerTimeMovesNoBoundary(Instant changeOfClocks) {
        assertThat(Period.DAY.start(changeOfClocks).atOffset(ZoneOffset.UTC).toLocalTime())
                .isEqualTo("00:00:00");
    }

    @Property
    void everyInstantIsInExactlyOnePeriod(
            @ForAll Period period, @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second) {
        Instant now = Instant.ofEpochSecond(second);
        Instant start = period.start(now);
        assertThat(start).isBeforeOrEqualTo(now);
        period.end(now).ifPresent(end -> {
            assertThat(end).isAfter(now);
            assertThat(period.start(end)).isEqualTo(end);
            assertThat(period.start(end.minusNanos(1))).isEqualTo(start);
            assertThat(period.end(start)).contains(end);
            assertThat(LocalDateTime.ofInstant(end, ZoneOffset.UTC).toLocalTime())
                    .isEqualTo("00:00:00");
        });
    }
}
