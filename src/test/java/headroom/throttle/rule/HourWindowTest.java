package headroom.throttle.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A sliding hour by the minute. */
class HourWindowTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whatWasGrantedCountsUntilItsMinuteIsAnHourAgo() {
        HourWindow hour = HourWindow.EMPTY.charged(3, NOON.plusSeconds(59));
        assertThat(hour.used(NOON.plusSeconds(59))).isEqualTo(3);
        assertThat(hour.used(NOON.plusSeconds(61 * 60 - 1))).isEqualTo(3);
        assertThat(hour.used(NOON.plusSeconds(61 * 60))).isZero();
    }

    @Test
    void whereTheClockWasSetBackWhatIsToComeCountsAsOfNow() {
        HourWindow hour = HourWindow.EMPTY.charged(3, NOON).charged(4, NOON.plus(Duration.ofDays(1)));
        assertThat(hour.setBack(NOON.plus(Duration.ofDays(1)))).isSameAs(hour);
        assertThat(hour.setBack(NOON.plus(Duration.ofDays(1)).minusSeconds(60)))
                .as("a minute's difference of two clocks")
                .isSameAs(hour);
        HourWindow back = HourWindow.EMPTY
                .charged(3, NOON)
                .charged(4, NOON.plusSeconds(3_000))
                .setBack(NOON.plusSeconds(60));
        assertThat(back.used(NOON.plusSeconds(61 * 60 + 59))).isEqualTo(4);
        assertThat(back.used(NOON.plusSeconds(62 * 60))).isZero();
        assertThat(HourWindow.EMPTY.setBack(NOON)).isSameAs(HourWindow.EMPTY);
    }

    @Test
    void itTellsWhenEnoughWillFit() {
        HourWindow hour = HourWindow.EMPTY.charged(3, NOON).charged(4, NOON.plusSeconds(120));
        Instant now = NOON.plusSeconds(180);
        assertThat(hour.fitsAt(3, 10, now)).contains(now);
        assertThat(hour.fitsAt(4, 10, now)).contains(NOON.plusSeconds(61 * 60));
        assertThat(hour.fitsAt(6, 10, now)).contains(NOON.plusSeconds(61 * 60));
        assertThat(hour.fitsAt(7, 10, now)).contains(NOON.plusSeconds(63 * 60));
        assertThat(hour.fitsAt(11, 10, now)).isEmpty();
    }

    @Test
    void whatIsGivenBackCountsNoMore() {
        HourWindow hour = HourWindow.EMPTY.charged(3, NOON).charged(4, NOON);
        assertThat(hour.givenBack(3, NOON, NOON).used(NOON)).isEqualTo(4);
        assertThat(hour.givenBack(7, NOON, NOON)).isEqualTo(HourWindow.EMPTY);
        assertThat(hour.givenBack(8, NOON, NOON)).isEqualTo(HourWindow.EMPTY);
        assertThat(hour.givenBack(3, NOON.minusSeconds(60), NOON).used(NOON)).isEqualTo(7);
        assertThat(hour.givenBack(3, NOON, NOON.plusSeconds(61 * 60))).isEqualTo(HourWindow.EMPTY);
    }

    @Test
    void whatDoesNotCountIsForgotten() {
        HourWindow hour = HourWindow.EMPTY;
        for (int minute = 0; minute < 500; minute++) {
            hour = hour.charged(1, NOON.plusSeconds(60L * minute));
        }
        assertThat(hour.costs()).hasSize(61);
    }

    /** As the wire promises it: no hour, wherever it begins, has more than the limit; and who comes when told is served. */
    @Property(tries = 500)
    void inNoHourIsMoreGrantedThanTheLimit(
            @ForAll @IntRange(min = 1, max = 50) int limit,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 900) Integer> pauses) {
        HourWindow hour = HourWindow.EMPTY;
        List<Instant> granted = new ArrayList<>();
        Instant now = NOON.plusSeconds(17);
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            Instant fits = hour.fitsAt(1, limit, now).orElseThrow();
            assertThat(fits).isBetween(now, now.plus(Duration.ofMinutes(61)));
            assertThat(hour.fitsAt(1, limit, fits)).contains(fits);
            if (fits.equals(now)) {
                hour = hour.charged(1, now);
                granted.add(now);
            } else {
                assertThat(hour.fitsAt(1, limit, fits.minusNanos(1)).orElseThrow())
                        .isEqualTo(fits);
            }
        }
        for (Instant from : granted) {
            assertThat(granted.stream()
                            .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(3_600)))
                            .count())
                    .isLessThanOrEqualTo(limit);
        }
    }
}
