package headroom.backfill.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventTimeWindowTest {
    @Test
    void theBeginningBelongsToItAndTheEndDoesNot() {
        EventTimeWindow window = window(10, 20);
        assertThat(window.contains(at(10))).isTrue();
        assertThat(window.contains(at(20).minusNanos(1))).isTrue();
        assertThat(window.contains(at(20))).isFalse();
        assertThat(window.contains(at(10).minusNanos(1))).isFalse();
    }

    @Test
    void windowsThatOnlyTouchDoNotOverlap() {
        assertThat(window(10, 20).overlaps(window(20, 30))).isFalse();
        assertThat(window(20, 30).overlaps(window(10, 20))).isFalse();
        assertThat(window(10, 21).overlaps(window(20, 30))).isTrue();
        assertThat(window(12, 13).overlaps(window(10, 20))).isTrue();
        assertThat(window(10, 20).overlaps(window(12, 13))).isTrue();
    }

    @Test
    void thereIsNoEmptyWindow() {
        assertThatThrownBy(() -> window(10, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window(11, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatOthersCoverIsTakenOut() {
        EventTimeWindow window = window(10, 20);
        assertThat(window.subtract(List.of())).containsExactly(window);
        assertThat(window.subtract(List.of(window(0, 10), window(20, 30)))).containsExactly(window);
        assertThat(window.subtract(List.of(window(12, 14), window(16, 18))))
                .containsExactly(window(10, 12), window(14, 16), window(18, 20));
        assertThat(window.subtract(List.of(window(0, 12), window(11, 13), window(19, 40))))
                .containsExactly(window(13, 19));
        assertThat(window.subtract(List.of(window(10, 15), window(15, 20)))).isEmpty();
        assertThat(window.subtract(List.of(window(0, 100)))).isEmpty();
    }

    /** Against a twin that looks at every second. */
    @Test
    void exactlyTheUncoveredInstantsAreLeft() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            EventTimeWindow window = any(random);
            List<EventTimeWindow> others = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                others.add(any(random));
            }
            List<EventTimeWindow> left = window.subtract(others);
            LongStream.range(0, 40).mapToObj(EventTimeWindowTest::at).forEach(time -> {
                boolean expected = window.contains(time) && others.stream().noneMatch(other -> other.contains(time));
                assertThat(left.stream().filter(range -> range.contains(time)).count())
                        .as("%s minus %s at %s", window, others, time)
                        .isEqualTo(expected ? 1 : 0);
            });
        }
    }

    private static EventTimeWindow any(Random random) {
        int from = random.nextInt(30);
        return window(from, from + 1 + random.nextInt(9));
    }

    static EventTimeWindow window(long from, long to) {
        return new EventTimeWindow(at(from), at(to));
    }

    static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
