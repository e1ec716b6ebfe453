package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What resilience4j 2.4.0 does otherwise, each shown on both with the same calls: the table in docs/breakers.md. Count
 * window 4, minimum 4, 50 %, slow from 1 s on, open 10 s, 2 probes.
 */
class Resilience4jDifferencesTest {
    private final SetClock clock = new SetClock();
    private Configuration configuration = Calls.small().done();
    private HeadroomBreaker ours = new HeadroomBreaker(configuration, clock);
    private Resilience4jBreaker theirs = new Resilience4jBreaker(configuration, clock);
    private final List<Permit.Permitted> underWay = new ArrayList<>();

    private void configure(Calls calls) {
        configuration = calls.done();
        ours = new HeadroomBreaker(configuration, clock);
        theirs = new Resilience4jBreaker(configuration, clock);
    }

    private void bothAsk() {
        Optional<Permit.Permitted> permit = ours.ask();
        assertThat(theirs.ask().isPresent()).isEqualTo(permit.isPresent());
        underWay.add(permit.orElseThrow());
    }

    private void bothEnd(Result result, long durationMs) {
        Permit.Permitted call = underWay.remove(0);
        theirs.end(call, result, durationMs);
        ours.end(call, result, durationMs);
    }

    /** One call after the other, each in a second of its own: s succeeds, f fails. */
    private void both(String calls) {
        for (char call : calls.toCharArray()) {
            bothAsk();
            bothEnd(call == 's' ? Result.SUCCESS : Result.FAILURE, 1);
            clock.passSecond();
        }
    }

    private void bothOpenAndTheDelayPasses() {
        both("ffff");
        clock.pass(10_001);
    }

    private void states(State our, State their) {
        assertThat(ours.state()).as("Headroom").isEqualTo(our);
        assertThat(theirs.state()).as("resilience4j").isEqualTo(their);
    }

    @Test
    void aCountWindowHoldsTheRestOfItsOldestSecond() {
        configure(Calls.small().failing("75"));
        for (String call : "sssfff".split("")) {
            bothAsk();
            bothEnd(call.equals("s") ? Result.SUCCESS : Result.FAILURE, 1);
        }
        assertThat(ours.window()).isEqualTo(new Counts(3, 3, 0));
        assertThat(theirs.window()).isEqualTo(new Counts(1, 3, 0));
        states(State.CLOSED, State.OPEN);
    }

    @Test
    void evidenceIsJudgedAgainWheneverItIsLookedAt() {
        configure(Calls.small().minimum(1).time(4).failing("60"));
        both("sf");
        clock.pass(2_000);
        assertThat(ours.window()).isEqualTo(theirs.window()).isEqualTo(new Counts(0, 1, 0));
        states(State.CLOSED, State.CLOSED);
        Step judged = ours.now().record(configuration, List.of(), clock.instant());
        assertThat(judged.after().state()).isEqualTo(State.OPEN);
    }

    @Test
    void atTheVeryEndOfTheDelayHeadroomProbes() {
        both("ffff");
        clock.pass(9_000);
        assertThat(ours.now().state()).isEqualTo(State.HALF_OPEN);
        assertThat(theirs.ask()).isEmpty();
        assertThat(ours.ask()).isPresent();
        clock.pass(1);
        assertThat(theirs.ask()).isPresent();
    }

    @Test
    void theDelayEndsByTheClockAndNotByTheNextCall() {
        bothOpenAndTheDelayPasses();
        states(State.HALF_OPEN, State.OPEN);
    }

    @Test
    void aCallOfExactlyTheThresholdIsSlow() {
        for (int call = 0; call < 4; call++) {
            bothAsk();
            bothEnd(Result.SUCCESS, 1_000);
            clock.passSecond();
        }
        states(State.OPEN, State.CLOSED);
    }

    /** resilience4j issues 1351 and 1523. */
    @Test
    void asManyProbesDecideAsAreWantedWhateverTheMinimum() {
        configure(Calls.small().minimum(1).count(4).probes(3));
        both("f");
        clock.pass(10_001);
        both("s");
        states(State.HALF_OPEN, State.CLOSED);
    }

    /** resilience4j issues 1090 and 1432: a stampede that began before it opened decides in place of the probes. */
    @Test
    void aCallOfAnEarlierStateIsNoProbe() {
        for (int late = 0; late < 2; late++) {
            bothAsk();
        }
        List<Permit.Permitted> late = List.copyOf(underWay);
        underWay.clear();
        bothOpenAndTheDelayPasses();
        bothAsk();
        late.forEach(call -> {
            theirs.end(call, Result.SUCCESS, 12_000);
            ours.end(call, Result.SUCCESS, 12_000);
        });
        states(State.HALF_OPEN, State.OPEN);
        assertThat(ours.now().probes().completed()).isEqualTo(Counts.NONE);
    }

    /** A probe too many for each call that was permitted before and is ignored now. */
    @Test
    void anIgnoredCallOfAnEarlierStateGivesNoProbe() {
        bothAsk();
        Permit.Permitted late = underWay.remove(0);
        bothOpenAndTheDelayPasses();
        bothAsk();
        bothAsk();
        assertThat(ours.ask()).isEmpty();
        theirs.end(late, Result.IGNORED, 1);
        ours.end(late, Result.IGNORED, 1);
        assertThat(theirs.ask()).as("a third probe of two").isPresent();
        assertThat(ours.ask()).isEmpty();
    }

    /** resilience4j issues 935 and 1389: without its half-open limit, which is off by default, for ever. */
    @Test
    void probesThatNeverEndAreGivenBack() {
        bothOpenAndTheDelayPasses();
        bothAsk();
        bothAsk();
        clock.pass(configuration.lease().toMillis());
        assertThat(theirs.ask()).isEmpty();
        assertThat(ours.ask()).isPresent();
        clock.pass(configuration.halfOpenMaxMs());
        assertThat(theirs.ask()).isEmpty();
        states(State.OPEN, State.HALF_OPEN);
    }

    @Test
    void openingsInARowEndWithAFullClosedWindowAndNotWithTheFirstClosing() {
        configure(Calls.small().probes(1).minimum(2).delay(10_000, "2", 60_000));
        both("ff");
        clock.pass(10_001);
        both("s" + "ff");
        states(State.OPEN, State.OPEN);
        clock.pass(10_001);
        assertThat(theirs.ask()).as("after the base delay").isPresent();
        assertThat(ours.ask()).as("after twice the base delay").isEmpty();
    }

    @Test
    void aGrowingDelayIsRoundedDownOnlyAtTheEnd() {
        configure(Calls.small().probes(1).delay(500, "1.25", 60_000));
        both("ffff");
        clock.pass(1_000);
        for (int opening = 2; opening < 9; opening++) {
            bothAsk();
            bothEnd(Result.FAILURE, 1);
            clock.pass(configuration.openDelay(opening).toMillis() + 1);
        }
        bothAsk();
        bothEnd(Result.FAILURE, 1);
        // 500 ms * 1.25^8 is 2,980.2 ms; with every step rounded down it is 2,977.
        clock.pass(2_978);
        assertThat(theirs.ask()).isPresent();
        assertThat(ours.ask()).isEmpty();
        clock.pass(2);
        assertThat(ours.ask()).isPresent();
    }

    @Test
    void aModeLiesOnTopOfTheStateAndEndsByItself() {
        both("ffff");
        theirs.breaker.transitionToDisabledState();
        theirs.breaker.transitionToClosedState();
        Breaker forced = ours.now()
                .force(configuration, Mode.FORCED_CLOSED, clock.instant().plusSeconds(5), clock.instant())
                .fold(Step::after, refusal -> {
                    throw new AssertionError(refusal.detail());
                });
        assertThat(forced.standing().effectiveState()).isEqualTo(State.CLOSED);
        clock.pass(5_000);
        assertThat(forced.tick(configuration, clock.instant()).after().state())
                .as("what was computed is known afterwards")
                .isEqualTo(State.OPEN);
        assertThat(theirs.state()).isEqualTo(State.CLOSED);
    }
}
