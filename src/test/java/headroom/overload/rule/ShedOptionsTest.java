package headroom.overload.rule;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;

/** What a server bears, and what who was refused hears. */
class ShedOptionsTest {
    @Example
    void twoBoundsStandAboveWhatShouldBeUnderWay() {
        ShedOptions options = options(400);
        assertThat(options.mostOfHeavy()).isEqualTo(420);
        assertThat(options.mostInFlight()).isEqualTo(500);
        assertThat(options(4).mostOfHeavy()).as("no places to keep").isEqualTo(5);
        assertThat(options(4).mostInFlight()).isEqualTo(5);
    }

    private static ShedOptions options(int inFlight) {
        return new ShedOptions(true, inFlight, 0.25, 32, 1);
    }

    @Example
    void theWorseItStandsTheLaterAreThoseSpreadWhoComeAgain() {
        for (LoadState state : LoadState.values()) {
            assertThat(RetryIn.seconds(state, 0)).isEqualTo(1);
            assertThat(RetryIn.seconds(state, 0.999)).isEqualTo(1 << state.classesCut());
        }
        assertThat(RetryIn.seconds(LoadState.EMERGENCY, 0.5)).isEqualTo(5);
    }
}
