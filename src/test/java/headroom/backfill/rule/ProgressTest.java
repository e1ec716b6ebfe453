package headroom.backfill.rule;

import static headroom.backfill.rule.EventTimeWindowTest.at;
import static headroom.backfill.rule.EventTimeWindowTest.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void theRateIsThatSinceItBegan() {
        assertThat(new Progress(25, null, at(1_000), at(1_010)).rate()).isEqualByComparingTo("2.5");
        assertThat(new Progress(0, null, at(1_000), at(1_000)).rate()).isZero();
    }

    @Test
    void theEndIsEstimatedByEventTime() {
        Progress quarter = new Progress(10, at(25), at(1_000), at(1_010));
        assertThat(quarter.estimatedEnd(List.of(window(0, 100)))).contains(at(1_040));
        assertThat(quarter.estimatedEnd(List.of(window(0, 50), window(150, 200))))
                .contains(at(1_040));
        assertThat(new Progress(0, null, at(1_000), at(1_010)).estimatedEnd(List.of(window(0, 100))))
                .isEmpty();
        assertThat(new Progress(1, at(0), at(1_000), at(1_010)).estimatedEnd(List.of(window(0, 100))))
                .isEmpty();
    }
}
