package headroom.overload.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** How hard a target presses back that has refused calls. */
class PressingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final int LIMIT = 8;

    @Example
    void theFirstRefusalIsSoftAndTheNextOneHard() {
        Pressing once = Pressing.NONE.refused(NOW, Optional.empty(), 1);
        assertThat(once.at(NOW).level()).isEqualTo(Pressure.SOFT);
        assertThat(once.allowed(LIMIT, NOW)).isEqualTo(4);
        assertThat(once.allowed(1, NOW)).as("never none").isEqualTo(1);
        Instant later = NOW.plusSeconds(1);
        assertThat(once.allowed(LIMIT, later)).as("it ends by itself").isEqualTo(LIMIT);
        Pressing twice = once.at(later).refused(later, Optional.empty(), 1);
        assertThat(twice.level()).isEqualTo(Pressure.HARD);
        assertThat(twice.allowed(LIMIT, later)).isZero();
        assertThat(twice.until()).isEqualTo(later.plusSeconds(2));
    }

    @Example
    void afterAHardOneOneProbeIsAllowedAndItsSuccessEndsIt() {
        Pressing hard = Pressing.NONE.refused(NOW, Optional.of(Duration.ofSeconds(5)), 0);
        assertThat(hard.level()).isEqualTo(Pressure.HARD);
        Instant before = NOW.plusSeconds(5);
        assertThat(hard.allowed(LIMIT, before))
                .as("never sooner than it was told")
                .isZero();
        assertThat(hard.answered(before))
                .as("an answer to a call from before says nothing")
                .isEqualTo(hard);
        Instant over = hard.until();
        assertThat(hard.allowed(LIMIT, over)).isEqualTo(1);
        assertThat(hard.answered(over)).isEqualTo(Pressing.NONE);
    }

    @Example
    void whoIsRefusedAgainWithinASoftBackOffIsHard() {
        Pressing twice = Pressing.NONE.refused(NOW, Optional.empty(), 1).refused(NOW, Optional.empty(), 1);
        assertThat(twice.level()).isEqualTo(Pressure.HARD);
        assertThat(twice.strikes()).isEqualTo(2);
    }

    @Example
    void whatATargetSaysAgainMayMakeItsBackOffLongerAndNeverShorter() {
        Pressing hard = Pressing.NONE.refused(NOW, Optional.of(Duration.ofSeconds(100)), 0);
        Pressing shorter = hard.refused(NOW, Optional.of(Duration.ofSeconds(1)), 0);
        assertThat(shorter.until()).isEqualTo(hard.until());
        assertThat(shorter.strikes()).isEqualTo(2);
        assertThat(hard.refused(NOW, Optional.of(Duration.ofSeconds(200)), 0).until())
                .isAfter(NOW.plusSeconds(200));
    }

    @Example
    void whereTheClockIsSetBackNothingPressesLongerThanItEverMay() {
        Pressing hard = Pressing.NONE.refused(NOW, Optional.of(Duration.ofMinutes(30)), 1);
        assertThat(hard.allowed(LIMIT, NOW)).isZero();
        assertThat(hard.allowed(LIMIT, NOW.minusSeconds(59))).isZero();
        assertThat(hard.allowed(LIMIT, NOW.minus(Duration.ofDays(1)))).isEqualTo(LIMIT);
    }

    @Example
    void aTimeThatHasPassedSaysNothing() {
        Pressing once = Pressing.NONE.refused(NOW, Optional.of(Duration.ofSeconds(-30)), 0.5);
        assertThat(once).isEqualTo(Pressing.NONE.refused(NOW, Optional.empty(), 0.5));
        assertThat(once.until()).isEqualTo(NOW.plusMillis(500));
    }

    @Example
    void ofTwoPressuresTheHarderCounts() {
        for (Pressure one : Pressure.values()) {
            for (Pressure other : Pressure.values()) {
                assertThat(one.or(other)).isEqualTo(Pressure.values()[Math.max(one.ordinal(), other.ordinal())]);
            }
        }
    }

    @Example
    void aQueuePressesByItsLengthOrByHowLongWorkWaits() {
        assertThat(QueuePressure.of(4, 10, 0.49, 0.5)).isEqualTo(Pressure.NONE);
        assertThat(QueuePressure.of(5, 10, 0, 0.5)).isEqualTo(Pressure.SOFT);
        assertThat(QueuePressure.of(9, 10, 0, 0.5)).isEqualTo(Pressure.HARD);
        assertThat(QueuePressure.of(0, 10, 0.5, 0.5)).isEqualTo(Pressure.SOFT);
        assertThat(QueuePressure.of(0, 10, 1.99, 0.5)).isEqualTo(Pressure.SOFT);
        assertThat(QueuePressure.of(0, 10, 2, 0.5)).isEqualTo(Pressure.HARD);
    }

    @Example
    void callsThatWereRefusedTogetherAreOneRefusal() {
        Pressing hard = Pressing.NONE.refused(NOW, Optional.empty(), 1).refused(NOW, Optional.empty(), 1);
        assertThat(hard.refused(NOW, Optional.empty(), 1).refused(NOW, Optional.empty(), 1))
                .isEqualTo(hard);
    }

    @Example
    void whoIsNotCalledForLongIsForgiven() {
        Pressing hard = Pressing.NONE.refused(NOW, Optional.of(Duration.ofSeconds(5)), 1);
        assertThat(hard.at(NOW.plusSeconds(600)).level()).isEqualTo(Pressure.HARD);
        assertThat(hard.at(NOW.plusSeconds(607))).isEqualTo(Pressing.NONE);
    }

    @Property
    void theBackOffDoublesToAMinuteAndIsAllRandom(
            @ForAll @IntRange(min = 1, max = 40) int refusals, @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
        Pressing pressing = Pressing.NONE;
        Instant now = NOW;
        for (int i = 0; i < refusals; i++) {
            now = pressing.until().isAfter(now) ? pressing.until() : now;
            pressing = pressing.at(now).refused(now, Optional.empty(), jitter);
        }
        long window = Math.min(60_000, 1_000L << Math.min(refusals - 1, 6));
        assertThat(Duration.between(now, pressing.until()).toMillis())
                .isEqualTo(Math.max(1, Math.round(window * jitter)));
    }

    @Property
    void noRetryAfterIsCutShortOrWaitedForWithoutEnd(@ForAll @IntRange(min = 0, max = 100_000) int seconds) {
        Pressing pressing = Pressing.NONE.refused(NOW, Optional.of(Duration.ofSeconds(seconds)), 0.5);
        Duration wait = Duration.between(NOW, pressing.until());
        assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(Math.min(seconds, 600)));
        assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(601));
    }

    @Example
    void retryAfterIsReadInBothForms() {
        assertThat(RetryAfter.of("120", NOW)).contains(Duration.ofSeconds(120));
        assertThat(RetryAfter.of(" 0 ", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.of("999999999", NOW)).contains(Pressing.MAX_RETRY_AFTER);
        assertThat(RetryAfter.of("Sat, 21 Nov 2026 12:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.of("Sat, 21 Nov 2026 11:00:30 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.of("Fri, 31 Dec 9999 23:59:59 GMT", NOW)).contains(Pressing.MAX_RETRY_AFTER);
        for (String nonsense : new String[] {
            "", "-1", "1.5", "soon", "99999999999", "Sat, 31 Feb 2026 12:00:00 GMT", "Sat, 21 Foo 2026 12:00:00 GMT"
        }) {
            assertThat(RetryAfter.of(nonsense, NOW)).as(nonsense).isEmpty();
        }
    }

    @Example
    void queuesPressByTheirLengthAndTheirWait() {
        assertThat(QueuePressure.of(49, 100, 0, 1)).isEqualTo(Pressure.NONE);
        assertThat(QueuePressure.of(50, 100, 0, 1)).isEqualTo(Pressure.SOFT);
        assertThat(QueuePressure.of(90, 100, 0, 1)).isEqualTo(Pressure.HARD);
        assertThat(QueuePressure.of(1, 100, 1, 1)).isEqualTo(Pressure.SOFT);
        assertThat(QueuePressure.of(1, 100, 4, 1)).isEqualTo(Pressure.HARD);
    }
}
