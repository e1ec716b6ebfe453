package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DemandPaceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whoHasReportedNothingMaySixHundredTimesInARow() {
        DemandPace pace = afterReportsAtNoon(599);
        assertThat(pace.wait(NOON)).isZero();
        pace = pace.reported(NOON);
        assertThat(pace.wait(NOON)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void afterThatOnceInEachInterval() {
        DemandPace pace = afterReportsAtNoon(600);
        assertThat(pace.wait(NOON.plusMillis(4_999))).isEqualTo(Duration.ofMillis(1));
        Instant next = NOON.plusSeconds(5);
        assertThat(pace.wait(next)).isZero();
        assertThat(pace.reported(next).wait(next)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoRestsGetsBackNoMoreThanSixHundred() {
        DemandPace pace = afterReportsAtNoon(600);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        for (int i = 0; i < 600; i++) {
            assertThat(pace.wait(tomorrow)).as("report %d", i).isZero();
            pace = pace.reported(tomorrow);
        }
        assertThat(pace.wait(tomorrow)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whoAlternatesWithoutAnEndIsDividedForLessThanEighteenThousandTimesADay() {
        DemandPace pace = new DemandPace(null);
        int divided = 0;
        for (Instant now = NOON; now.isBefore(NOON.plus(Duration.ofDays(1))); now = now.plusMillis(500)) {
            if (pace.wait(now).isZero()) {
                pace = pace.reported(now);
                divided++;
            }
        }
        assertThat(divided).isBetween(17_870, 17_890);
    }

    private static DemandPace afterReportsAtNoon(int reports) {
        DemandPace pace = new DemandPace(null);
        for (int i = 0; i < reports; i++) {
            pace = pace.reported(NOON);
        }
        return pace;
    }
}
