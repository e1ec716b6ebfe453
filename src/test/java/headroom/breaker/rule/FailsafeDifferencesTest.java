package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Failsafe 3.3.2 does otherwise, each shown on both with the same calls: the table in docs/breakers.md. */
class FailsafeDifferencesTest {
    private final SetClock clock = new SetClock();
    private HeadroomBreaker ours = new HeadroomBreaker(Calls.small().failFast().done(), clock);
    private final FailsafeBreaker theirs = FailsafeBreaker.among(2, 4, 2);

    private Permit.Permitted bothAsk() {
        assertThat(theirs.ask()).isPresent();
        return ours.ask().orElseThrow();
    }

    private void bothEnd(Permit.Permitted call, Result result) {
        theirs.end(call, result, 1);
        ours.end(call, result, 1);
        clock.passSecond();
    }

    private void both(String calls) {
        for (char call : calls.toCharArray()) {
            bothEnd(bothAsk(), call == 's' ? Result.SUCCESS : Result.FAILURE);
        }
    }

    private void bothGoHalfOpen() {
        both("ssff");
        states(State.OPEN, State.OPEN);
        clock.pass(10_000);
        theirs.breaker.halfOpen();
    }

    private void states(State our, State their) {
        assertThat(ours.state()).as("Headroom").isEqualTo(our);
        assertThat(theirs.state()).as("Failsafe").isEqualTo(their);
    }

    @Test
    void aRateIsNotJudgedOnFewerCallsThanTheMinimum() {
        both("ff");
        states(State.CLOSED, State.OPEN);
    }

    /** Failsafe issue 391. */
    @Test
    void aCompletedProbeMakesNoRoomForAnother() {
        bothGoHalfOpen();
        bothEnd(bothAsk(), Result.SUCCESS);
        bothAsk();
        assertThat(theirs.ask()).as("a third probe of two").isPresent();
        assertThat(ours.ask()).isEmpty();
    }

    @Test
    void aProbeWithoutAnOutcomeIsGivenBack() {
        bothGoHalfOpen();
        Permit.Permitted first = bothAsk();
        bothAsk();
        ours.end(first, Result.IGNORED, 1);
        theirs.end(first, Result.IGNORED, 1);
        assertThat(ours.ask()).isPresent();
        clock.pass(Calls.small().done().lease().toMillis());
        assertThat(ours.ask()).isPresent();
        assertThat(theirs.ask()).as("whatever time passes").isEqualTo(Optional.empty());
        states(State.HALF_OPEN, State.HALF_OPEN);
    }

    @Test
    void aCallOfAnEarlierStateIsNoProbe() {
        Permit.Permitted late = bothAsk();
        bothGoHalfOpen();
        bothEnd(late, Result.FAILURE);
        states(State.HALF_OPEN, State.OPEN);
    }

    @Test
    void theRatesOfAllProbesDecideUnlessItIsToFailFast() {
        ours = new HeadroomBreaker(Calls.small().done(), clock);
        bothGoHalfOpen();
        bothEnd(bothAsk(), Result.FAILURE);
        states(State.HALF_OPEN, State.OPEN);
    }
}
