package headroom.overload.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.overload.rule.Sample.Outcome;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The limits against those of Netflix concurrency-limits, sample by sample; where they differ on purpose is shown in {@link LimitsTest}. */
class PublishedLimitsTest {
    private static final int SAMPLES = 400;
    private static final int NEVER = 1_000_000;

    @Property(tries = 300)
    void vegasIsThePublishedOne(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int initial = random.nextInt(1, 60);
        int most = random.nextInt(initial, 1_500);
        com.netflix.concurrency.limits.limit.VegasLimit theirs =
                com.netflix.concurrency.limits.limit.VegasLimit.newBuilder()
                        .initialLimit(initial)
                        .maxConcurrency(most)
                        .probeMultiplier(NEVER)
                        .build();
        Limit ours = VegasLimit.begin(LimitOptions.vegas(initial, 1, most), NEVER);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            Sample sample = sample(random, ours.value());
            // A drop that was the quickest of all is taken for the least delay there.
            if (sample.isDropped() && sample.rttNanos() <= least) {
                continue;
            }
            least = Math.min(least, sample.rttNanos());
            theirs.onSample(0, sample.rttNanos(), sample.inFlight(), sample.isDropped());
            ours = ours.judged(sample);
            assertThat(ours.value()).as("sample %d of seed %d", i, seed).isEqualTo(theirs.getLimit());
        }
    }

    @Property(tries = 300)
    void gradient2IsThePublishedOneWhereNothingIsDropped(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int least = random.nextInt(1, 30);
        int initial = random.nextInt(least, 60);
        int most = random.nextInt(initial, 1_500);
        com.netflix.concurrency.limits.limit.Gradient2Limit theirs =
                com.netflix.concurrency.limits.limit.Gradient2Limit.newBuilder()
                        .initialLimit(initial)
                        .minLimit(least)
                        .maxConcurrency(most)
                        .build();
        Limit ours = Gradient2Limit.begin(LimitOptions.gradient2(initial, least, most), true);
        for (int i = 0; i < SAMPLES; i++) {
            Sample sample = sample(random, ours.value());
            if (sample.isDropped()) {
                continue;
            }
            theirs.onSample(0, sample.rttNanos(), sample.inFlight(), false);
            ours = ours.judged(sample);
            assertThat(ours.value()).as("sample %d of seed %d", i, seed).isEqualTo(theirs.getLimit());
        }
    }

    /** Delays that grow with what is under way, bursts, and a drop now and then. */
    private static Sample sample(SplittableRandom random, int limit) {
        int inFlight = random.nextInt(0, limit + 2);
        long base = random.nextInt(10) == 0 ? 50_000_000 : 1_000_000;
        long rtt = base + random.nextLong(1, 1_000_000) + inFlight * random.nextLong(1, 300_000);
        return new Sample(rtt, inFlight, random.nextInt(20) == 0 ? Outcome.DROPPED : Outcome.SUCCESS, true);
    }
}
