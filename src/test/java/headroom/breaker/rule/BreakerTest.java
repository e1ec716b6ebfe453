package headroom.breaker.rule;

import static headroom.breaker.rule.Calls.START;
import static headroom.breaker.rule.Calls.after;
import static headroom.breaker.rule.Calls.at;
import static headroom.breaker.rule.Calls.bucket;
import static headroom.breaker.rule.Calls.causes;
import static headroom.breaker.rule.Calls.isPermitted;
import static headroom.breaker.rule.Calls.open;
import static headroom.breaker.rule.Calls.retryAt;
import static headroom.breaker.rule.Calls.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When it opens, for how long, and what opens nothing. */
class BreakerTest {
    private static final Breaker NEW = Breaker.closed(START);
    private static final Configuration SMALL = small().done();

    @Test
    void closedItPermitsAndAskingChangesNothing() {
        Permit.Asked asked = NEW.permit(SMALL, at(1));
        assertThat(isPermitted(asked)).isTrue();
        assertThat(asked.step()).isEqualTo(new Step(NEW, List.of()));
    }

    @Test
    void opensAtTheFailureRateAndNotBelow() {
        Step opened = after(NEW, SMALL, 0, "sffs");
        assertThat(opened.transitions())
                .containsExactly(new Transition(
                        new Standing(Mode.AUTO, State.CLOSED),
                        new Standing(Mode.AUTO, State.OPEN),
                        Cause.FAILURE_RATE,
                        1,
                        START));
        assertThat(opened.after().openUntil()).isEqualTo(at(10));
        assertThat(opened.after().evidence()).isEqualTo(Evidence.NONE);
        assertThat(causes(after(NEW, SMALL, 0, "sfss"))).isEmpty();
    }

    @Test
    void opensAtTheRateOfSlowCalls() {
        Configuration half = small().slow("50").done();
        assertThat(causes(after(NEW, half, 0, "SSss"))).containsExactly(Cause.SLOW_CALL_RATE);
        assertThat(causes(after(NEW, half, 0, "Ssss"))).isEmpty();
    }

    @Test
    void neverOpensOnLessThanTheMinimum() {
        assertThat(causes(after(NEW, SMALL, 0, "fff"))).isEmpty();
        assertThat(causes(after(NEW, SMALL, 0, "fffiiii"))).isEmpty();
        assertThat(causes(after(NEW, SMALL, 0, "ffff"))).containsExactly(Cause.FAILURE_RATE);
    }

    @Test
    void decidesOnTheSumOverServers() {
        List<Bucket> halves = List.of(bucket("a", 0, 0, "", "ff"), bucket("b", 0, 0, "", "ff"));
        assertThat(causes(NEW.record(SMALL, halves, at(1)))).containsExactly(Cause.FAILURE_RATE);
        assertThat(causes(NEW.record(SMALL, List.of(halves.get(0), halves.get(0)), at(1))))
                .isEmpty();
    }

    @Test
    void opensAfterFailuresInARowAlsoBelowTheMinimum() {
        Configuration three = small().inARow(3).done();
        assertThat(causes(after(NEW, three, 0, "fff"))).containsExactly(Cause.CONSECUTIVE_FAILURES);
        assertThat(causes(after(NEW, three, 0, "ff"))).isEmpty();
        assertThat(causes(after(NEW, three, 0, "sff"))).isEmpty();
    }

    @Test
    void failuresInARowDoNotAge() {
        Configuration three = small().minimum(50).time(10).inARow(3).done();
        Breaker breaker = NEW;
        for (int minute = 0; minute < 2; minute++) {
            breaker = after(breaker, three, 60.0 * minute, "f").after();
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
        }
        assertThat(causes(after(breaker, three, 120, "f"))).containsExactly(Cause.CONSECUTIVE_FAILURES);
    }

    @Test
    void aTimeWindowForgets() {
        Configuration tenSeconds = small().time(10).done();
        Breaker breaker = after(NEW, tenSeconds, 0, "fff").after();
        assertThat(causes(after(breaker, tenSeconds, 9, "f"))).containsExactly(Cause.FAILURE_RATE);
        assertThat(causes(after(breaker, tenSeconds, 10, "f"))).isEmpty();
    }

    @Test
    void oneSickCallerDoesNotOpenForAll() {
        Configuration two = small().count(20).quorum(2).inARow(99).done();
        Bucket sick = bucket("a", 0, 0, "sick", "ffffffffff");
        Bucket unlucky = bucket("b", 0, 0, "unlucky", "ssf");
        Bucket ill = bucket("b", 0, 0, "ill", "sf");
        assertThat(causes(NEW.record(two, List.of(sick, unlucky), at(1)))).isEmpty();
        assertThat(causes(NEW.record(two, List.of(sick), at(1)))).isEmpty();
        assertThat(causes(NEW.record(two, List.of(sick, ill), at(1)))).containsExactly(Cause.FAILURE_RATE);
    }

    @Test
    void bystandersWithOneUnluckyCallDoNotHelpASickCaller() {
        Configuration three = small().count(100).quorum(3).done();
        Bucket sick = bucket("a", 0, 0, "sick", "f".repeat(60));
        List<Bucket> all =
                List.of(sick, bucket("b", 0, 0, "x", "f"), bucket("c", 0, 0, "y", "sf"), bucket("d", 0, 0, "z", "sss"));
        assertThat(causes(NEW.record(three, all, at(1)))).isEmpty();
        Bucket illToo = bucket("d", 0, 0, "z", "sff");
        assertThat(causes(NEW.record(three, List.of(sick, all.get(1), all.get(2), illToo), at(1))))
                .containsExactly(Cause.FAILURE_RATE);
    }

    @Test
    void aQuorumHoldsForSlowCallsAndForFailuresInARow() {
        Configuration slow = small().slow("50").quorum(2).done();
        assertThat(causes(NEW.record(slow, List.of(bucket("a", 0, 0, "w", "SSSS")), at(1))))
                .isEmpty();
        assertThat(causes(
                        NEW.record(slow, List.of(bucket("a", 0, 0, "w", "SSSS"), bucket("b", 0, 0, "x", "S")), at(1))))
                .containsExactly(Cause.SLOW_CALL_RATE);
        Configuration row = small().minimum(4).inARow(3).quorum(2).done();
        assertThat(causes(NEW.record(row, List.of(bucket("a", 0, 0, "w", "fff")), at(1))))
                .isEmpty();
        assertThat(causes(NEW.record(row, List.of(bucket("a", 0, 0, "w", "ff"), bucket("b", 0, 0, "x", "f")), at(1))))
                .containsExactly(Cause.CONSECUTIVE_FAILURES);
    }

    @Test
    void openItRefusesUntilTheDelayIsOver() {
        Breaker open = open(SMALL);
        assertThat(retryAt(open.permit(SMALL, at(0)))).isEqualTo(at(10));
        assertThat(retryAt(open.permit(SMALL, at(9.999)))).isEqualTo(at(10));
        assertThat(causes(open.tick(SMALL, at(9.999)))).isEmpty();
        assertThat(causes(open.tick(SMALL, at(10)))).containsExactly(Cause.DELAY_OVER);
        assertThat(isPermitted(open.permit(SMALL, at(10)))).isTrue();
    }

    @Test
    void whatComesWhileItIsOpenIsOfAnotherEra() {
        Breaker open = open(SMALL);
        Step late = open.record(SMALL, List.of(bucket(1, 0, "ffff")), at(2));
        assertThat(late).isEqualTo(new Step(open, List.of()));
    }

    @Test
    void theDelayGrowsWithEachReopeningUpToTheCap() {
        Configuration doubling = small().delay(10_000, "2", 30_000).failFast().done();
        Breaker breaker = open(doubling);
        double now = 0;
        for (int delay : new int[] {10, 20, 30, 30}) {
            assertThat(breaker.openUntil()).isEqualTo(at(now + delay));
            now += delay;
            Permit.Asked asked = breaker.permit(doubling, at(now));
            breaker = asked.step()
                    .after()
                    .end(doubling, Calls.probes(asked).get(0), Result.FAILURE, 1, at(now))
                    .after();
        }
        assertThat(breaker.reopenings()).isEqualTo(4);
    }

    @Test
    void theDelayIsBackAtTheBaseAfterAFullClosedWindowOnly() {
        Configuration doubling = small().delay(10_000, "2", 60_000).probes(1).done();
        Permit.Asked asked = open(doubling).permit(doubling, at(10));
        Breaker closed = asked.step()
                .after()
                .end(doubling, Calls.probes(asked).get(0), Result.SUCCESS, 1, at(10))
                .after();
        assertThat(closed.state()).isEqualTo(State.CLOSED);
        assertThat(after(closed, doubling, 11, "ffff").after().openUntil()).isEqualTo(at(31));
        Breaker calm = after(closed, doubling, 11, "ssss").after();
        assertThat(after(calm, doubling, 12, "ffff").after().openUntil()).isEqualTo(at(22));
        Breaker almost = after(closed, doubling, 11, "sss").after();
        assertThat(after(almost, doubling, 12, "ffff").after().openUntil()).isEqualTo(at(32));
    }

    @Test
    void aFullClosedTimeWindowIsItsSeconds() {
        Configuration doubling =
                small().time(5).delay(10_000, "2", 60_000).probes(1).done();
        Permit.Asked asked = open(doubling).permit(doubling, at(10));
        Breaker closed = asked.step()
                .after()
                .end(doubling, Calls.probes(asked).get(0), Result.SUCCESS, 1, at(10))
                .after();
        assertThat(closed.tick(doubling, at(14.999)).after().openings()).isEqualTo(1);
        assertThat(closed.tick(doubling, at(15)).after().openings()).isEqualTo(0);
        assertThat(closed.tick(doubling, at(15)).transitions()).isEmpty();
    }

    @Test
    void aChangeOfConfigurationKeepsTheCounts() {
        Breaker breaker =
                after(NEW, small().count(10).minimum(10).done(), 0, "fff").after();
        assertThat(causes(after(breaker, SMALL, 1, "f"))).containsExactly(Cause.FAILURE_RATE);
        assertThat(causes(breaker.tick(small().minimum(1).done(), at(1)))).isEmpty();
        assertThat(causes(breaker.record(small().time(60).minimum(3).done(), List.of(), at(1))))
                .containsExactly(Cause.FAILURE_RATE);
    }

    @Test
    void aResetClosesAndForgets() {
        Step reset = open(SMALL).reset(at(1));
        assertThat(causes(reset)).containsExactly(Cause.RESET);
        assertThat(reset.after().generation()).isEqualTo(2);
        assertThat(reset.after().openings()).isEqualTo(0);
        Breaker counted = after(NEW, SMALL, 0, "fff").after();
        Step again = counted.reset(at(1));
        assertThat(again.transitions()).isEmpty();
        assertThat(causes(again.after().record(SMALL, List.of(bucket(0, 0, "ffff")), at(1))))
                .isEmpty();
    }

    @Test
    void aBreakerThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Breaker(Mode.AUTO, null, State.OPEN, START, null, 1, 1, 1, Probes.NONE, Evidence.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Breaker(
                        Mode.FORCED_OPEN, null, State.CLOSED, START, null, 1, 1, 1, Probes.NONE, Evidence.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Breaker(
                        Mode.DISABLED, null, State.OPEN, START, START, 1, 1, 1, Probes.NONE, Evidence.NONE));
    }
}
