package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.Relief;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of what will end by itself is never later than what does. */
class ForecastTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void ofWhatNobodyHasReadAnythingMayBeDue() {
        assertThat(Forecast.UNKNOWN.mayBeDue(Instant.MIN)).isTrue();
        assertThat(Forecast.UNKNOWN.mayBeDue(NOON)).isTrue();
        assertThat(Forecast.UNKNOWN.endings()).isEmpty();
    }

    @Test
    void nothingIsDueBeforeTheFirstEnding() {
        Forecast read = Forecast.of(List.of(ending(NOON), ending(NOON.plusSeconds(60))));
        assertThat(read.mayBeDue(NOON.minusNanos(1))).isFalse();
        assertThat(read.mayBeDue(NOON)).isTrue();
        assertThat(read.endings().orElseThrow()).hasSize(2);
    }

    @Test
    void whereNothingEndsNothingIsEverDue() {
        Forecast read = Forecast.of(List.of());
        assertThat(read.mayBeDue(Instant.MAX.minusNanos(1))).isFalse();
        assertThat(read.endings()).contains(List.of());
    }

    @Test
    void anEarlierEndingBringsItForward() {
        Forecast changed = Forecast.of(List.of(ending(NOON))).changed(NOON.minusSeconds(60));
        assertThat(changed.mayBeDue(NOON.minusSeconds(61))).isFalse();
        assertThat(changed.mayBeDue(NOON.minusSeconds(60))).isTrue();
    }

    @Test
    void aLaterEndingAndOneThatNeverComesDoNotPutItOff() {
        Forecast read = Forecast.of(List.of(ending(NOON)));
        assertThat(read.changed(NOON.plusSeconds(60)).mayBeDue(NOON)).isTrue();
        assertThat(read.changed(null).mayBeDue(NOON)).isTrue();
        assertThat(read.changed(null).mayBeDue(NOON.minusNanos(1))).isFalse();
    }

    @Test
    void afterAChangeTheEndingsMustBeReadAgain() {
        Forecast read = Forecast.of(List.of(ending(NOON)));
        assertThat(read.changed(null).endings()).isEmpty();
        assertThat(read.changed(NOON).endings()).isEmpty();
    }

    @Test
    void whatIsUnknownStaysUnknownThroughAChange() {
        assertThat(Forecast.UNKNOWN.changed(NOON).mayBeDue(Instant.EPOCH)).isTrue();
    }

    private static Relief.Ending ending(Instant at) {
        return new Relief.Ending(at, Set.of(), Amount.of(1));
    }
}
