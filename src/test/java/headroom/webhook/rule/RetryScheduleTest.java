package headroom.webhook.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When a delivery that failed is tried again. */
class RetryScheduleTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void withoutJitterThePausesDoubleUpToAnHour() {
        List<Long> pauses = new ArrayList<>();
        Instant now = BEGIN;
        for (int attempts = 1; attempts <= 12; attempts++) {
            Instant next = RetrySchedule.next(attempts, BEGIN, now, 1).orElseThrow();
            pauses.add(Duration.between(now, next).toSeconds());
            now = next;
        }
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
    }

    @Test
    void itIsGivenUpAfterADay() {
        for (double jitter : new double[] {0, 1}) {
            Instant now = BEGIN;
            int attempts = 1;
            for (Optional<Instant> next = RetrySchedule.next(1, BEGIN, now, jitter);
                    next.isPresent();
                    next = RetrySchedule.next(++attempts, BEGIN, now, jitter)) {
                now = next.get();
            }
            assertThat(Duration.between(BEGIN, now)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
            assertThat(attempts).isBetween(30, 60);
        }
    }

    @Property
    void thePauseIsBetweenHalfAndWhole(
            @ForAll @IntRange(min = 1, max = 10_000) int attempts, @ForAll @DoubleRange(max = 1) double jitter) {
        Duration pause = Duration.between(
                BEGIN, RetrySchedule.next(attempts, BEGIN, BEGIN, jitter).orElseThrow());
        Duration whole = Duration.between(
                BEGIN, RetrySchedule.next(attempts, BEGIN, BEGIN, 1).orElseThrow());
        assertThat(pause).isBetween(whole.dividedBy(2), whole);
        assertThat(whole).isBetween(RetrySchedule.FIRST, RetrySchedule.LONGEST);
    }
}
