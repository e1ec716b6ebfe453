package headroom.throttle.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.throttle.rule.ExactTokens;
import headroom.throttle.rule.Limits;
import headroom.throttle.rule.Tokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bucket4j's arithmetic beside exact decimals: the same whole tokens after any story, within the bounds of {@link Limits}. */
class TokenBucketTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00.123456Z");

    /** Something that happens to a bucket: after so many microseconds so much is taken, or, of what was taken before, this is given back. */
    record Step(long micros, int cost, boolean givesBack, int which) {}

    /** What was taken. */
    record Taken(Instant at, int cost) {}

    private static Tokens bucket(int capacity, String rate) {
        return TokenBucket.full(limits(capacity, rate), START).orElseThrow();
    }

    private static Limits limits(int capacity, String rate) {
        return new Limits(null, null, capacity, new BigDecimal(rate));
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.oneOf(
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("0.001"), BigDecimal.valueOf(Limits.MAX))
                        .ofScale(Limits.FRACTION_DIGITS),
                Arbitraries.of("0.001", "0.003", "0.7", "1", "3", "7.001", "999.999", "1000000")
                        .map(BigDecimal::new));
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Long> micros = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 10),
                Arbitraries.longs().between(0, 5_000_000),
                Arbitraries.longs().between(0, Duration.ofDays(400).toSeconds() * 1_000_000));
        return Combinators.combine(
                        micros,
                        Arbitraries.integers().between(1, 1_000),
                        Arbitraries.of(false, false, true),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new);
    }

    @Property(tries = 3_000)
    void afterAnyStoryItHoldsWhatExactDecimalsSay(
            @ForAll @IntRange(min = 1, max = Limits.MAX) int capacity,
            @ForAll("rates") BigDecimal rate,
            @ForAll @Size(max = 32) List<@From("steps") Step> story) {
        Limits limits = new Limits(null, null, capacity, rate);
        Tokens bucket = TokenBucket.full(limits, START).orElseThrow();
        ExactTokens exact = ExactTokens.full(capacity, rate, START);
        List<Taken> taken = new ArrayList<>();
        Instant now = START;
        for (Step step : story) {
            now = now.plus(step.micros(), ChronoUnit.MICROS);
            bucket = bucket.at(now);
            exact = exact.at(now);
            assertThat(bucket.available()).isEqualTo(exact.available());
            int cost = Math.min(step.cost(), capacity);
            Duration wait = exact.untilHolds(cost);
            // A nanosecond of rounding, and no more.
            assertThat(bucket.untilHolds(cost)).isBetween(wait, wait.plusNanos(1));
            if (step.givesBack() && !taken.isEmpty()) {
                Taken back = taken.remove(step.which() % taken.size());
                bucket = bucket.giveBack(back.cost(), back.at());
                exact = exact.giveBack(back.cost(), back.at());
            } else if (cost <= bucket.available()) {
                bucket = bucket.take(cost);
                exact = exact.take(cost);
                taken.add(new Taken(now, cost));
            }
            bucket = TokenBucket.read(limits, TokenBucket.written(bucket)).orElseThrow();
            assertThat(bucket.available()).isEqualTo(exact.available());
        }
    }

    @Property(tries = 1_000)
    void inNoStretchOfTimeMoreIsUsedThanTheCapacityAndWhatThatTimeRefills(
            @ForAll @IntRange(min = 1, max = 3_000) int capacity,
            @ForAll @IntRange(min = 1, max = 500) int perSecond,
            @ForAll @Size(min = 20, max = 400) List<@From("quickSteps") Step> story) {
        Tokens bucket = bucket(capacity, Integer.toString(perSecond));
        List<Taken> taken = new ArrayList<>();
        Instant now = START;
        for (Step step : story) {
            now = now.plus(step.micros(), ChronoUnit.MICROS);
            bucket = bucket.at(now);
            int cost = Math.min(step.cost(), capacity);
            if (step.givesBack() && !taken.isEmpty()) {
                Taken back = taken.remove(step.which() % taken.size());
                bucket = bucket.giveBack(back.cost(), back.at());
            } else if (cost <= bucket.available()) {
                bucket = bucket.take(cost);
                taken.add(new Taken(now, cost));
            }
        }
        for (int from = 0; from < taken.size(); from++) {
            long used = 0;
            for (Taken one : taken.subList(from, taken.size())) {
                used += one.cost();
                Duration stretch = Duration.between(taken.get(from).at(), one.at());
                assertThat(BigDecimal.valueOf(used))
                        .isLessThanOrEqualTo(BigDecimal.valueOf(capacity)
                                .add(BigDecimal.valueOf(perSecond).multiply(BigDecimal.valueOf(stretch.toNanos(), 9))));
            }
        }
    }

    @Provide
    Arbitrary<Step> quickSteps() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 2_000_000),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1, 20),
                                Arbitraries.integers().between(1, 1_000)),
                        Arbitraries.of(false, false, true),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new);
    }

    @Property(tries = 500)
    void whoComesAgainWhenToldIsServedAndNotBefore(
            @ForAll @IntRange(min = 1, max = 1_000) int capacity, @ForAll("rates") BigDecimal rate) {
        Tokens empty = TokenBucket.full(new Limits(null, null, capacity, rate), START)
                .orElseThrow()
                .take(capacity);
        Duration wait = empty.untilHolds(capacity);
        assertThat(empty.at(START.plus(wait)).available()).isEqualTo(capacity);
        assertThat(empty.at(START.plus(wait).minusNanos(2)).available()).isLessThan(capacity);
    }

    @Test
    void aNewOneIsFull() {
        assertThat(bucket(10, "0.5").available()).isEqualTo(10);
        assertThat(bucket(10, "0.5").untilHolds(10)).isZero();
    }

    @Test
    void aFractionIsKept() {
        Tokens bucket = bucket(10, "0.3").take(10);
        for (int second = 1; second <= 10; second++) {
            bucket = bucket.at(START.plusSeconds(second));
        }
        assertThat(bucket.available()).isEqualTo(3);
    }

    @Test
    void anEarlierMomentChangesNothing() {
        Tokens bucket = bucket(10, "1").take(5).at(START.plusSeconds(2));
        assertThat(bucket.at(START)).isSameAs(bucket);
        assertThat(bucket.available()).isEqualTo(7);
    }

    @Test
    void whereTheClockWasSetBackItIsRefilledFromThere() {
        Instant wrong = START.plus(Duration.ofDays(1));
        Tokens bucket = bucket(10, "1").take(10).at(wrong).take(9).setBack(START);
        assertThat(bucket.asOf()).isEqualTo(START);
        assertThat(bucket.available()).isEqualTo(1);
        assertThat(bucket.at(START.plusSeconds(4)).available()).isEqualTo(5);
        assertThat(bucket.at(START.plusSeconds(4)).giveBack(9, wrong).available())
                .isEqualTo(10);
        assertThat(bucket.at(START.plusSeconds(4))
                        .giveBack(10, START.minusSeconds(1))
                        .available())
                .as("it was full in between")
                .isEqualTo(5);
    }

    @Test
    void noMoreIsTakenThanItHolds() {
        assertThatThrownBy(() -> bucket(3, "1").take(4)).hasMessage("a bucket of 3 tokens does not hold 4");
    }

    @Test
    void whatIsGivenBackAtOnceIsThereAgain() {
        Tokens bucket = bucket(5, "1").take(2).take(3);
        assertThat(bucket.giveBack(2, START).available()).isEqualTo(2);
        assertThat(bucket.giveBack(2, START).giveBack(3, START).available()).isEqualTo(5);
    }

    @Test
    void whatWouldHaveFlownOverIsNotGivenBack() {
        Tokens bucket = bucket(10, "1").take(10);
        Tokens full = bucket.at(START.plusSeconds(10));
        assertThat(full.giveBack(10, START).available()).isEqualTo(10);
        Tokens again = full.take(10);
        assertThat(again.giveBack(10, START).available())
                .as("the first ten would have flown over")
                .isZero();
        assertThat(again.giveBack(10, START.plusSeconds(10)).available()).isEqualTo(10);
        Tokens nearlyFull = bucket.at(START.plusSeconds(7)).take(7);
        assertThat(nearlyFull.giveBack(10, START).available()).isEqualTo(3);
        assertThat(nearlyFull
                        .giveBack(10, START)
                        .giveBack(7, START.plusSeconds(7))
                        .available())
                .as("it never was fuller than full")
                .isEqualTo(10);
    }

    @Test
    void aFractionOfATokenIsGivenBackToo() {
        Tokens bucket = bucket(5, "0.001").take(2).at(START.plusSeconds(1)).take(1);
        assertThat(bucket.giveBack(2, START).available()).isEqualTo(4);
        assertThat(bucket.giveBack(2, START).giveBack(1, START.plusSeconds(1)).available())
                .isEqualTo(5);
        assertThat(bucket.giveBack(2, START).untilHolds(5))
                .isEqualTo(Duration.ofSeconds(1_000).plusNanos(1));
    }

    @Test
    void underAnotherRateItKnowsAsMuchOfHowFullItWas() {
        Tokens bucket = bucket(10, "1").take(8).at(START.plusSeconds(3)).take(1);
        for (String rate : new String[] {"0.001", "0.7", "1000000"}) {
            assertThat(changed(bucket, limits(10, rate)).giveBack(8, START).available())
                    .as(rate)
                    .isEqualTo(9);
        }
    }

    @Test
    void itIsWrittenWithWhatThereWasRoomForAndReadWithout() {
        Limits limits = limits(10, "1");
        Tokens bucket = bucket(10, "1").take(4).at(START.plusSeconds(1)).take(1);
        String written = TokenBucket.written(bucket);
        assertThat(written).endsWith(";1795262400123456000:0,1795262401123456000:3000000000");
        Tokens before = TokenBucket.read(limits, written.substring(0, written.indexOf(';')))
                .orElseThrow();
        assertThat(before.available()).isEqualTo(6);
        assertThat(TokenBucket.written(before)).doesNotContain(";");
    }

    @Test
    void underOtherLimitsWhatFitsStays() {
        Tokens bucket = bucket(10, "1").take(6);
        assertThat(changed(bucket, limits(3, "1")).available()).isEqualTo(3);
        assertThat(changed(bucket, limits(100, "5")).available()).isEqualTo(4);
        assertThat(changed(bucket, limits(100, "5")).at(START.plusSeconds(2)).available())
                .isEqualTo(14);
        assertThat(TokenBucket.changed(bucket, limits(100, "5"), START.plusSeconds(3))
                        .orElseThrow()
                        .available())
                .as("filled by the old rate up to the change")
                .isEqualTo(7);
        assertThat(TokenBucket.changed(bucket, new Limits(1, null, null, null), START))
                .isEmpty();
        assertThat(changed(null, limits(9, "1")).available()).isEqualTo(9);
    }

    private static Tokens changed(Tokens before, Limits limits) {
        return TokenBucket.changed(before, limits, START).orElseThrow();
    }

    @Test
    void withoutACapacityThereIsNone() {
        assertThat(TokenBucket.full(new Limits(1, 1, null, null), START)).isEmpty();
        assertThat(TokenBucket.read(new Limits(1, 1, null, null), null)).isEmpty();
        assertThatThrownBy(() -> TokenBucket.read(limits(1, "1"), null)).isInstanceOf(IllegalStateException.class);
    }
}
