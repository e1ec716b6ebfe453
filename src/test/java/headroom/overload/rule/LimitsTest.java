package headroom.overload.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.overload.rule.LimitOptions.Algorithm;
import headroom.overload.rule.Sample.Outcome;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every limit, whatever its algorithm, and where ours differ from the published ones. */
class LimitsTest {
    private static final long MS = 1_000_000;

    @Property
    void onlyFirstAttemptsThatSucceedRaise(@ForAll Algorithm algorithm, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Limit limit = options(algorithm, random).begin();
        for (int i = 0; i < 300; i++) {
            Sample sample = sample(random, limit.value());
            Limit next = limit.after(sample);
            if (next.estimate() > limit.estimate()) {
                assertThat(sample.outcome()).isEqualTo(Outcome.SUCCESS);
                assertThat(sample.firstAttempt()).isTrue();
                assertThat(sample.inFlight() * 2).isGreaterThanOrEqualTo((int) limit.estimate());
            }
            if (sample.outcome() == Outcome.IGNORED) {
                assertThat(next).isSameAs(limit);
            }
            limit = next;
        }
    }

    @Example
    void aFixedLimitStays() {
        Limit fixed = LimitOptions.fixed(7).begin();
        assertThat(fixed.value()).isEqualTo(7);
        assertThat(fixed.estimate()).isEqualTo(7);
        assertThat(fixed.after(new Sample(MS, 7, Outcome.DROPPED, true))).isSameAs(fixed);
    }

    @Example
    void vegasMovesByHowManyWaitInStepsOfTheLogarithm() {
        Limit limit =
                LimitOptions.vegas(1_000, 1, 10_000).begin().after(new Sample(100 * MS, 600, Outcome.SUCCESS, true));
        assertThat(moved(limit, 2.5)).as("next to none").isEqualTo(18);
        assertThat(moved(limit, 7.5)).as("few").isEqualTo(3);
        assertThat(moved(limit, 8.5)).isZero();
        assertThat(moved(limit, 17.5)).isZero();
        assertThat(moved(limit, 18.5)).as("many").isEqualTo(-3);
    }

    /** What a call does to the limit that took as long as if so many had waited. */
    private static double moved(Limit limit, double waiting) {
        long nanos = Math.round(100 * MS / (1 - waiting / limit.estimate()));
        return limit.after(new Sample(nanos, 600, Outcome.SUCCESS, true)).estimate() - limit.estimate();
    }

    @Example
    void vegasTakesTheLeastDelayAnewBetweenHalfAndAllOfItsCalls() {
        Limit limit = LimitOptions.vegas(10, 1, 20).begin().after(new Sample(MS, 1, Outcome.SUCCESS, true));
        int count = 1;
        for (int calls : new int[] {150, 243, 186}) {
            while (((VegasLimit) limit).least() == MS || count < 2) {
                limit = limit.after(new Sample(2 * MS, 1, Outcome.SUCCESS, true));
                count++;
            }
            assertThat(count).isEqualTo(calls);
            limit = limit.after(new Sample(MS, 1, Outcome.SUCCESS, true));
            count = 1;
        }
    }

    @Property
    void aLimitStaysWithinItsBounds(@ForAll Algorithm algorithm, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LimitOptions options = options(algorithm, random);
        Limit limit = options.begin();
        for (int i = 0; i < 300; i++) {
            limit = limit.after(sample(random, limit.value()));
            assertThat(limit.value()).isBetween(options.least(), options.most());
        }
    }

    @Property
    void aDropLowersUntilTheLeast(@ForAll Algorithm algorithm, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LimitOptions options = options(algorithm, random);
        Limit limit = options.begin();
        for (int i = 0; i < 200; i++) {
            limit = limit.after(sample(random, limit.value()));
            double before = limit.estimate();
            Limit dropped =
                    limit.after(new Sample(random.nextLong(1, 100 * MS), 1, Outcome.DROPPED, random.nextBoolean()));
            if (algorithm == Algorithm.FIXED || before == options.least()) {
                assertThat(dropped.estimate()).isEqualTo(before);
            } else {
                assertThat(dropped.estimate()).isLessThan(before);
            }
        }
    }

    @Property
    void theSameSamplesLeadToTheSameLimit(@ForAll Algorithm algorithm, @ForAll long seed) {
        assertThat(after(algorithm, seed)).isEqualTo(after(algorithm, seed));
    }

    private static Limit after(Algorithm algorithm, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Limit limit = options(algorithm, random).begin();
        for (int i = 0; i < 1_000; i++) {
            limit = limit.after(sample(random, limit.value()));
        }
        return limit;
    }

    @Example
    void underALastingOverloadASmallGradientLimitDoesNotCreepUp() {
        Limit published = Gradient2Limit.begin(LimitOptions.gradient2(4, 1, 64), true);
        Limit ours = LimitOptions.gradient2(4, 1, 64).begin();
        for (int i = 0; i < 200; i++) {
            // Each call takes twice as long as the one before it until it is far above the usual.
            long rtt = i < 50 ? 10 * MS : (long) (10 * MS * Math.pow(1.06, i - 50));
            published = published.after(new Sample(rtt, published.value(), Outcome.SUCCESS, true));
            ours = ours.after(new Sample(rtt, ours.value(), Outcome.SUCCESS, true));
        }
        assertThat(ours.value()).isLessThan(published.value());
    }

    @Example
    void vegasTakesTheLeastDelayAnewSoThatASlowerTargetIsNotStarvedForEver() {
        Limit limit = LimitOptions.vegas(20, 1, 100).begin();
        for (int i = 0; i < 50; i++) {
            limit = limit.after(new Sample(MS, limit.value(), Outcome.SUCCESS, true));
        }
        int atEase = limit.value();
        for (int i = 0; i < 40; i++) {
            limit = limit.after(new Sample(50 * MS, limit.value(), Outcome.SUCCESS, true));
        }
        assertThat(limit.value()).as("it seems to queue").isLessThan(atEase);
        for (int i = 0; i < 5_000; i++) {
            limit = limit.after(new Sample(50 * MS, limit.value(), Outcome.SUCCESS, true));
        }
        assertThat(limit.value()).as("it is slower by itself").isEqualTo(100);
    }

    @Example
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> LimitOptions.fixed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LimitOptions.vegas(5, 6, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LimitOptions.gradient2(5, 1, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sample(0, 1, Outcome.SUCCESS, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LimitOptions options(Algorithm algorithm, SplittableRandom random) {
        int least = random.nextInt(1, 10);
        int initial = random.nextInt(least, 40);
        return algorithm == Algorithm.FIXED
                ? LimitOptions.fixed(initial)
                : new LimitOptions(algorithm, initial, least, random.nextInt(initial, 300));
    }

    private static Sample sample(SplittableRandom random, int limit) {
        Outcome[] outcomes = {Outcome.SUCCESS, Outcome.SUCCESS, Outcome.SUCCESS, Outcome.DROPPED, Outcome.IGNORED};
        return new Sample(
                random.nextLong(1, 100 * MS),
                random.nextInt(0, limit + 1),
                outcomes[random.nextInt(outcomes.length)],
                random.nextBoolean());
    }
}
