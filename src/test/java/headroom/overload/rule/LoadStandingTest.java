package headroom.overload.rule;

import static headroom.overload.rule.LoadState.CRITICAL;
import static headroom.overload.rule.LoadState.EMERGENCY;
import static headroom.overload.rule.LoadState.NORMAL;
import static headroom.overload.rule.LoadState.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** States of load on a clock that the test moves. */
class LoadStandingTest {
    private LoadStanding standing = LoadStanding.begin(0);
    private double now;

    @Example
    void aStateBeginsAtOnceAtItsLoad() {
        assertThat(LoadState.of(0.699)).isEqualTo(NORMAL);
        assertThat(LoadState.of(0.7)).isEqualTo(WARNING);
        assertThat(LoadState.of(0.9)).isEqualTo(CRITICAL);
        assertThat(LoadState.of(1.0)).isEqualTo(EMERGENCY);
        assertThat(at(0.1, 0.71)).isEqualTo(WARNING);
        assertThat(at(0.1, 3)).as("over two states").isEqualTo(EMERGENCY);
    }

    @Example
    void itEndsWhenTheLoadWasBelowItByTheHysteresisForTheDwell() {
        at(1, 1.0);
        assertThat(at(30, 0.95)).as("not below by the hysteresis").isEqualTo(EMERGENCY);
        at(1, 0.5);
        assertThat(at(9.9, 0.5)).isEqualTo(EMERGENCY);
        assertThat(at(0.1, 0.5)).isEqualTo(NORMAL);
    }

    @Example
    void oneMomentAboveBeginsTheDwellAnew() {
        at(1, 1.0);
        at(1, 0.5);
        at(9, 0.96);
        at(1, 0.5);
        assertThat(at(9.9, 0.5)).isEqualTo(EMERGENCY);
        assertThat(at(0.2, 0.5)).isEqualTo(NORMAL);
    }

    @Example
    void aServerMayBeOverloadedFromItsBeginOn() {
        at(0, 1.0);
        at(0, 0.92);
        assertThat(at(9.99, 0.5)).isEqualTo(EMERGENCY);
        assertThat(at(0.01, 0.5)).as("by what was the highest, at the begin").isEqualTo(CRITICAL);
    }

    @Example
    void aLoadJustAtTheHysteresisKeepsItsStateUp() {
        at(1, 1.0);
        at(1, CRITICAL.until());
        assertThat(at(10, 0.2)).isEqualTo(CRITICAL);
    }

    @Example
    void itFallsToWhatTheHighestLoadOfTheDwellKeepsUp() {
        at(1, 1.0);
        at(1, 0.2);
        at(5, 0.86);
        assertThat(at(6, 0.2)).isEqualTo(CRITICAL);
        assertThat(at(10, 0.66)).as("a dwell of its own").isEqualTo(CRITICAL);
        assertThat(at(10, 0.66)).isEqualTo(WARNING);
        at(1, 0.64);
        assertThat(at(10, 0.64)).isEqualTo(NORMAL);
    }

    @Property
    void itIsWhatAnAccountOfTheLastTenSecondsSays(@ForAll long seed) {
        standing = LoadStanding.begin(0);
        now = 0;
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> seen = new ArrayList<>();
        LoadState told = NORMAL;
        double changed = 0;
        for (int i = 0; i < 400; i++) {
            double load = random.nextInt(4) == 0 ? random.nextDouble() * 1.2 : 0.6 + random.nextDouble() * 0.1;
            LoadState next = at(0.5, load);
            seen.add(new double[] {now, load});
            assertThat(next.compareTo(LoadState.of(load)))
                    .as("never below the load")
                    .isGreaterThanOrEqualTo(0);
            if (next.compareTo(told) < 0) {
                double until = told.until();
                double since = now - LoadStanding.DWELL_SECONDS;
                assertThat(seen.stream().filter(at -> at[0] >= since).allMatch(at -> at[1] < until))
                        .as("below for the dwell")
                        .isTrue();
                assertThat(now - changed).isGreaterThanOrEqualTo(LoadStanding.DWELL_SECONDS);
            }
            changed = next == told ? changed : now;
            told = next;
        }
    }

    private LoadState at(double later, double load) {
        now += later;
        standing = standing.after(load, now);
        return standing.state();
    }
}
