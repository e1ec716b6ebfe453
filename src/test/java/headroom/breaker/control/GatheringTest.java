package headroom.breaker.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server keeps of outcomes until they are written. */
class GatheringTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Gathering gathering = new Gathering("here");

    @Test
    void callsOfOneSecondAreOneBucket() {
        hear(0, "a", Result.SUCCESS, NOON);
        hear(0, "a", Result.FAILURE, NOON.plusMillis(500));
        hear(0, "b", Result.FAILURE, NOON.plusMillis(999));
        hear(0, "b", Result.FAILURE, NOON.plusSeconds(1));
        List<Bucket> buckets = gathering.unwritten();
        assertThat(buckets).hasSize(2);
        assertThat(buckets.get(0).start()).isEqualTo(NOON);
        assertThat(buckets.get(0).counts()).isEqualTo(new Counts(1, 2, 0));
        assertThat(buckets.get(0).failedInARow()).isEqualTo(2);
        assertThat(buckets.get(0).callers()).containsEntry("a", new Counts(1, 1, 0));
        assertThat(buckets.get(1).counts()).isEqualTo(new Counts(0, 1, 0));
    }

    @Test
    void aSecondThatGrowsAfterItWasWrittenIsWrittenWholeAgain() {
        hear(0, "a", Result.SUCCESS, NOON);
        gathering.written(gathering.unwritten(), NOON);
        assertThat(gathering.unwritten()).isEmpty();
        hear(0, "a", Result.SUCCESS, NOON.plusMillis(700));
        assertThat(gathering.unwritten())
                .singleElement()
                .extracting(bucket -> bucket.counts().ok())
                .isEqualTo(2L);
    }

    @Test
    void whatComesWhileABatchIsWrittenIsNotTakenForWritten() {
        hear(0, "a", Result.SUCCESS, NOON);
        List<Bucket> underWay = gathering.unwritten();
        hear(0, "a", Result.FAILURE, NOON);
        gathering.written(underWay, NOON.plusSeconds(60));
        assertThat(gathering.unwritten())
                .singleElement()
                .extracting(bucket -> bucket.counts().calls())
                .isEqualTo(2L);
    }

    @Test
    void aClockThatIsPutBackBeginsNoSecondAnew() {
        hear(0, "a", Result.SUCCESS, NOON);
        hear(0, "a", Result.SUCCESS, NOON.minusSeconds(30));
        assertThat(gathering.unwritten()).singleElement().satisfies(bucket -> {
            assertThat(bucket.start()).isEqualTo(NOON);
            assertThat(bucket.counts().ok()).isEqualTo(2);
        });
    }

    @Test
    void whileNothingCanBeWrittenTheNewestSecondsAreKept() {
        for (int second = 0; second < Gathering.MAX_SECONDS + 10; second++) {
            hear(0, "a", Result.SUCCESS, NOON.plusSeconds(second));
        }
        List<Bucket> buckets = gathering.unwritten();
        assertThat(buckets).hasSize(Gathering.MAX_SECONDS);
        assertThat(buckets.get(0).start()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void ofErasThatWereNobodyElsesNothingIsKept() {
        hear(0, "a", Result.SUCCESS, NOON);
        hear(3, "a", Result.FAILURE, NOON);
        gathering.keep(0);
        assertThat(gathering.unwritten())
                .singleElement()
                .extracting(Bucket::era)
                .isEqualTo(0L);
    }

    private void hear(long era, String caller, Result result, Instant at) {
        gathering.add(era, Optional.of(caller), result, 5, Configuration.DEFAULT, at);
    }
}
