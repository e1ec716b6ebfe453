package headroom.throttle.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.throttle.rule.LeastRoom.Mark;
import org.junit.jupiter.api.Test;

/** What a bucket remembers of how full it was. */
class LeastRoomTest {
    @Test
    void withoutAMarkAllFits() {
        assertThat(LeastRoom.NONE.since(5, 7)).isEqualTo(7);
    }

    @Test
    void theLeastRoomSinceThenCounts() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(20, 5).noted(30, 9);
        assertThat(least.since(9, 100)).isEqualTo(2);
        assertThat(least.since(10, 100)).isEqualTo(5);
        assertThat(least.since(20, 100)).isEqualTo(9);
        assertThat(least.since(20, 4)).isEqualTo(4);
        assertThat(least.since(30, 100)).isEqualTo(100);
    }

    @Test
    void aFullerOneHidesThoseBefore() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(20, 5).noted(30, 5).noted(40, 3);
        assertThat(least.marks()).containsExactly(new Mark(10, 2), new Mark(40, 3));
    }

    @Test
    void ofOneMomentTheFirstCounts() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(10, 6);
        assertThat(least.marks()).containsExactly(new Mark(10, 2));
        assertThat(least.noted(10, 1).marks()).containsExactly(new Mark(10, 1));
    }

    @Test
    void whatIsGivenBackWasNeverTaken() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(20, 5).noted(30, 9);
        assertThat(least.givenBack(10, 1).marks()).containsExactly(new Mark(10, 2), new Mark(20, 4), new Mark(30, 8));
        assertThat(least.givenBack(10, 4).marks())
                .as("it was fuller then than at 10")
                .containsExactly(new Mark(20, 1), new Mark(30, 5));
        assertThat(least.givenBack(30, 9)).isEqualTo(least);
    }

    @Test
    void inOtherPartsItIsNeverMore() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(20, 5);
        assertThat(least.in(10, 3).marks()).containsExactly(new Mark(10, 6), new Mark(20, 16));
        assertThat(least.in(1, 4).marks()).containsExactly(new Mark(10, 0), new Mark(20, 1));
        assertThat(least.noted(30, 1_000_000_000_000_000_000L)
                        .in(1_000, 1_000_000_000_000L)
                        .since(20, 1_000_000_000_000L))
                .isEqualTo(1_000_000_000L);
    }

    @Test
    void whatIsToComeIsNowWhereTheClockWasSetBack() {
        LeastRoom least = LeastRoom.NONE.noted(10, 2).noted(20, 5).setBack(12);
        assertThat(least.marks()).containsExactly(new Mark(10, 2), new Mark(12, 5));
        assertThat(least.since(11, 100)).isEqualTo(5);
        assertThat(least.since(12, 100)).isEqualTo(100);
    }

    @Test
    void ofManyMomentsNeighboursAreTakenTogetherAndNeverTooMuchIsSaid() {
        LeastRoom least = LeastRoom.NONE;
        for (int moment = 1; moment <= 10_000; moment++) {
            least = least.noted(moment, moment);
            assertThat(least.marks()).hasSizeLessThanOrEqualTo(LeastRoom.MOST);
        }
        for (int moment = 0; moment < 10_000; moment++) {
            // Truly it is moment + 1.
            assertThat(least.since(moment, 1_000_000)).isBetween((moment + 1) / 5L, moment + 1L);
        }
        assertThat(least.since(10_000, 1_000)).isEqualTo(1_000);
    }
}
