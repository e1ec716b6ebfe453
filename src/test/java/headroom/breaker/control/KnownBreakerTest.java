package headroom.breaker.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.breaker.control.KnownBreaker.Known;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Permit.Asked;
import headroom.breaker.rule.Result;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Step;
import headroom.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a server knows of a breaker, with the database and without it. */
class KnownBreakerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Breaker CLOSED = Breaker.closed(NOON);

    private final KnownBreaker breaker =
            new KnownBreaker(new ServiceKey(new TenantId("t"), "scanner"), known(CLOSED, 5), "here");

    @Test
    void whatIsOlderIsNotHeard() {
        breaker.hear(known(opened().after(), 7));
        breaker.hear(known(CLOSED, 6));
        assertThat(breaker.known().breaker().state()).isEqualTo(State.OPEN);
    }

    @Test
    void aloneItOpensOnWhatItHeardItself() {
        fail(100);
        Step step = breaker.judge(breaker.unwritten(), NOON);
        assertThat(breaker.goOnAlone(breaker.known().breaker(), step)).isTrue();
        assertThat(breaker.known().alone()).isTrue();
        assertThat(breaker.known().breaker().state()).isEqualTo(State.OPEN);
        assertThat(breaker.known().opening()).isPresent();
        assertThat(breaker.unwritten()).isNotEmpty();
    }

    @Test
    void ofTwoThatGoOnAloneFromTheSameOneSucceeds() {
        Step step = opened();
        assertThat(breaker.goOnAlone(CLOSED, step)).isTrue();
        assertThat(breaker.goOnAlone(CLOSED, step)).isFalse();
    }

    @Test
    void anOpeningThatHasGoneOnIsNotTheOneToKeep() {
        breaker.goOnAlone(CLOSED, opened());
        Breaker open = breaker.known().breaker();
        Asked probed = open.permit(Configuration.DEFAULT, NOON.plusSeconds(61));
        breaker.goOnAlone(open, probed.step());
        assertThat(breaker.known().breaker().state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.known().opening()).isEmpty();
    }

    @Test
    void settledItIsWhatTheDatabaseSaysThoughThatIsNotNewer() {
        breaker.goOnAlone(CLOSED, opened());
        breaker.hear(known(CLOSED, 5));
        assertThat(breaker.known().alone()).isTrue();
        breaker.settle(known(CLOSED, 5));
        assertThat(breaker.known().alone()).isFalse();
        assertThat(breaker.known().breaker().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void outcomesOfAnotherEraAndWhileItIsOpenAreNotCounted() {
        assertThat(breaker.hear(OptionalLong.of(1), Optional.empty(), Result.FAILURE, 5, NOON))
                .isFalse();
        assertThat(breaker.hear(OptionalLong.empty(), Optional.empty(), Result.IGNORED, 5, NOON))
                .isFalse();
        breaker.hear(known(opened().after(), 6));
        assertThat(breaker.hear(OptionalLong.empty(), Optional.empty(), Result.FAILURE, 5, NOON))
                .isFalse();
        assertThat(breaker.unwritten()).isEmpty();
    }

    @Test
    void evidenceOfAnEraThatIsOverIsNotJudged() {
        fail(99);
        breaker.judge(breaker.unwritten(), NOON);
        assertThat(breaker.evidence().calls()).isEqualTo(99);
        breaker.hear(known(CLOSED.reset(NOON).after(), 6));
        fail(1);
        assertThat(breaker.judge(breaker.unwritten(), NOON).transitions()).isEmpty();
        assertThat(breaker.evidence().calls()).isEqualTo(1);
    }

    private void fail(int calls) {
        for (int i = 0; i < calls; i++) {
            breaker.hear(OptionalLong.empty(), Optional.empty(), Result.FAILURE, 5, NOON);
        }
    }

    private static Step opened() {
        Bucket bucket = Bucket.empty("there", NOON, 0);
        for (int i = 0; i < 100; i++) {
            bucket = bucket.with(Optional.empty(), Result.FAILURE, 5, Configuration.DEFAULT);
        }
        return CLOSED.record(Configuration.DEFAULT, List.of(bucket), NOON);
    }

    private static Known known(Breaker breaker, long version) {
        return new Known(Configuration.DEFAULT, breaker, version, "key");
    }
}
