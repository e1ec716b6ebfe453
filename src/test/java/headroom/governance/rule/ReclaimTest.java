package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReclaimTest {
    private static final Instant T = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Test
    void theFirstGraceIsTheOneThatIsSettled() {
        Reclaim begun = Reclaim.NONE.at(T, true);
        assertThat(begun.isInGrace(T.plusSeconds(29), GRACE)).isTrue();
        assertThat(begun.isInGrace(T.plusSeconds(30), GRACE)).isFalse();
        assertThat(begun.at(T.plusSeconds(10), true)).isEqualTo(begun);
        assertThat(Reclaim.NONE.at(T, false)).isEqualTo(Reclaim.NONE);
        assertThat(Reclaim.NONE.isInGrace(T, GRACE)).isFalse();
    }

    @Test
    void eachReclaimSoonAfterTheLastDoublesItUpToTenMinutes() {
        Reclaim reclaim = Reclaim.NONE;
        Instant now = T;
        for (long seconds : new long[] {30, 60, 120, 240, 480, 600, 600, 600, 600, 600, 600, 600}) {
            reclaim = reclaim.at(now, true);
            assertThat(reclaim.isInGrace(now.plusSeconds(seconds - 1), GRACE)).isTrue();
            assertThat(reclaim.isInGrace(now.plusSeconds(seconds), GRACE)).isFalse();
            now = now.plusSeconds(5);
            reclaim = reclaim.at(now, false);
            assertThat(reclaim.isInGrace(now, GRACE)).isFalse();
            now = now.plusSeconds(599);
        }
    }

    @Test
    void afterTenQuietMinutesItIsTheFirstAgain() {
        Reclaim ended = Reclaim.NONE.at(T, true).at(T.plusSeconds(5), false);
        assertThat(ended.at(T.plusSeconds(605), true).count()).isEqualTo(1);
        assertThat(ended.at(T.plusSeconds(604), true).count()).isEqualTo(2);
    }
}
