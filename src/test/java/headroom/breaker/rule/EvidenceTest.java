package headroom.breaker.rule;

import static headroom.breaker.rule.Calls.at;
import static headroom.breaker.rule.Calls.bucket;
import static headroom.breaker.rule.Calls.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static Evidence of(Bucket... buckets) {
        return Evidence.NONE.with(List.of(buckets));
    }

    private static Bucket from(String server, double second, String calls) {
        return bucket(server, second, 0, "", calls);
    }

    @Test
    void aTimeWindowIsTheCurrentSecondAndThoseBefore() {
        Evidence evidence = of(from("a", 0, "fff"), from("a", 1, "ff"), from("b", 2, "s"), from("a", 2, "f"));
        Configuration two = small().time(2).done();
        assertThat(evidence.window(two, at(2.9)).counts()).isEqualTo(new Counts(1, 3, 0));
        assertThat(evidence.window(two, at(1.9)).counts()).isEqualTo(new Counts(1, 6, 0));
        assertThat(evidence.window(two, at(3)).counts()).isEqualTo(new Counts(1, 1, 0));
        assertThat(evidence.window(two, at(4)).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void aCountWindowIsTheNewestSecondsThatTogetherHoldEnough() {
        Evidence evidence = of(from("a", 0, "ffff"), from("a", 1, "fff"), from("b", 1, "S"), from("a", 7, "ss"));
        assertThat(evidence.window(small().count(2).done(), at(99)).counts()).isEqualTo(new Counts(2, 0, 0));
        assertThat(evidence.window(small().count(3).done(), at(99)).counts()).isEqualTo(new Counts(3, 3, 1));
        assertThat(evidence.window(small().count(6).done(), at(99)).counts()).isEqualTo(new Counts(3, 3, 1));
        assertThat(evidence.window(small().count(7).done(), at(99)).counts()).isEqualTo(new Counts(3, 7, 1));
        assertThat(evidence.window(small().count(99).done(), at(99)).counts()).isEqualTo(new Counts(3, 7, 1));
    }

    @Test
    void aBucketThatComesTwiceOrLateCountsOnceAndWhole() {
        Bucket small = from("a", 0, "f");
        Bucket large = from("a", 0, "ffs");
        assertThat(of(small).with(List.of(large)).calls()).isEqualTo(3);
        assertThat(of(large).with(List.of(small)).calls()).isEqualTo(3);
        assertThat(of(large).with(List.of(large))).isEqualTo(of(large));
        assertThat(of(from("a", 1, "s"), from("a", 0, "f"))).isEqualTo(of(from("a", 0, "f"), from("a", 1, "s")));
        assertThat(of(from("a", 0, "ii")).buckets()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Evidence(List.of(small, large)));
    }

    @Test
    void whatNoDecisionNeedsIsThrownAway() {
        Evidence evidence = of(from("a", 0, "s"), from("a", 1, "ff"), from("a", 2, "f"), from("a", 3, "f"));
        Configuration two = small().time(2).done();
        assertThat(evidence.trimmed(two, at(3)).calls()).isEqualTo(2);
        assertThat(evidence.trimmed(two, at(9)).calls()).isEqualTo(0);
        assertThat(evidence.trimmed(small().count(3).done(), at(9)).calls()).isEqualTo(4);
        // Failures in a row are no matter of the window.
        assertThat(evidence.trimmed(small().time(2).inARow(3).done(), at(9)).calls())
                .isEqualTo(4);
    }

    @Test
    void failuresInARowOfOneServerAreExact() {
        Configuration configuration = small().inARow(9).done();
        assertThat(of(from("a", 0, "fff"), from("a", 1, "sff"), from("a", 5, "f"))
                        .failuresInARow(configuration)
                        .failures())
                .isEqualTo(3);
        assertThat(of(from("a", 0, "fff"), from("a", 1, "fs"))
                        .failuresInARow(configuration)
                        .failures())
                .isEqualTo(0);
        assertThat(of(from("a", 0, "fff")).failuresInARow(small().done()).failures())
                .isEqualTo(0);
    }

    @Test
    void failuresInARowOfSeveralServersAreNeverTooMany() {
        Configuration configuration = small().inARow(9).done();
        assertThat(of(from("a", 0, "sfff"), from("b", 0, "sf"), from("c", 0, "ffff"), from("a", 1, "f"))
                        .failuresInARow(configuration)
                        .failures())
                .isEqualTo(2);
    }

    @Test
    void bucketsGuardThemselves() {
        Counts counts = new Counts(1, 2, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("a", at(0.5), 0, counts, 0, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("a", at(0), 0, counts, 3, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket("a", at(0), 0, counts, -1, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bucket("a", at(0), 0, new Counts(0, 2, 0), 1, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bucket("a", at(0), 0, counts, 0, Map.of("w", new Counts(2, 0, 0))));
    }

    @Test
    void callersBeyondTheLimitAreCountedButNotNamed() {
        Bucket full = Bucket.empty("a", at(0), 0);
        for (int caller = 0; caller <= Bucket.MAX_CALLERS; caller++) {
            full = full.with(java.util.Optional.of("w" + caller), Result.FAILURE, 0, Configuration.DEFAULT);
        }
        assertThat(full.counts().failed()).isEqualTo(Bucket.MAX_CALLERS + 1);
        assertThat(full.callers()).hasSize(Bucket.MAX_CALLERS);
    }
}
