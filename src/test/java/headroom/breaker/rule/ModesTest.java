package headroom.breaker.rule;

import static headroom.breaker.rule.Calls.START;
import static headroom.breaker.rule.Calls.after;
import static headroom.breaker.rule.Calls.at;
import static headroom.breaker.rule.Calls.bucket;
import static headroom.breaker.rule.Calls.causes;
import static headroom.breaker.rule.Calls.halfOpen;
import static headroom.breaker.rule.Calls.isPermitted;
import static headroom.breaker.rule.Calls.open;
import static headroom.breaker.rule.Calls.retryAt;
import static headroom.breaker.rule.Calls.small;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person lays on top. */
class ModesTest {
    private static final Breaker NEW = Breaker.closed(START);
    private static final Configuration SMALL = small().done();

    private static Step force(Breaker breaker, Mode mode, @Nullable Instant until, double now) {
        return breaker.force(SMALL, mode, until, at(now)).fold(step -> step, refusal -> {
            throw new AssertionError(refusal.errors().toString());
        });
    }

    private static String refusal(Mode mode, @Nullable Instant until) {
        return NEW.force(SMALL, mode, until, START)
                .fold(
                        step -> "none",
                        (Refusal refusal) -> refusal.errors().get(0).field());
    }

    @Test
    void forcedOpenRefusesUntilItsEndAndThenProbes() {
        Breaker forced = force(NEW, Mode.FORCED_OPEN, at(60), 0).after();
        assertThat(forced.standing()).isEqualTo(new Standing(Mode.FORCED_OPEN, State.CLOSED));
        assertThat(retryAt(forced.permit(SMALL, at(59.999)))).isEqualTo(at(60));
        Step ended = forced.tick(SMALL, at(60));
        assertThat(causes(ended)).containsExactly(Cause.FORCE_ENDED);
        assertThat(ended.after().standing()).isEqualTo(new Standing(Mode.AUTO, State.HALF_OPEN));
        assertThat(ended.after().modeUntil()).isNull();
    }

    @Test
    void forcedOpenNoClockMovesTheComputedState() {
        Breaker open = force(open(SMALL), Mode.FORCED_OPEN, at(60), 1).after();
        assertThat(causes(open.tick(SMALL, at(59)))).isEmpty();
        Breaker half = force(halfOpen(SMALL), Mode.FORCED_OPEN, at(9_999), 11).after();
        assertThat(causes(half.tick(SMALL, at(9_998)))).isEmpty();
    }

    @Test
    void forcedClosedPermitsAndComputesBesideIt() {
        Breaker forced = force(NEW, Mode.FORCED_CLOSED, at(60), 0).after();
        Step opened = after(forced, SMALL, 1, "ffff");
        assertThat(causes(opened)).containsExactly(Cause.FAILURE_RATE);
        assertThat(opened.after().standing()).isEqualTo(new Standing(Mode.FORCED_CLOSED, State.OPEN));
        assertThat(isPermitted(opened.after().permit(SMALL, at(2)))).isTrue();
    }

    @Test
    void atItsEndForcedClosedIsWhatIsComputed() {
        Breaker forced = force(NEW, Mode.FORCED_CLOSED, at(5), 0).after();
        Breaker opened = after(forced, SMALL, 1, "ffff").after();
        Step ended = opened.tick(SMALL, at(5));
        assertThat(causes(ended)).containsExactly(Cause.FORCE_ENDED);
        assertThat(ended.after().standing()).isEqualTo(new Standing(Mode.AUTO, State.OPEN));
        assertThat(ended.after().openUntil()).isEqualTo(at(11));
        assertThat(causes(opened.tick(SMALL, at(11)))).containsExactly(Cause.FORCE_ENDED, Cause.DELAY_OVER);
    }

    @Test
    void forcedClosedOverHalfOpenLendsProbesAndPermitsTheRest() {
        Breaker forced = force(halfOpen(SMALL), Mode.FORCED_CLOSED, at(999), 10).after();
        for (int call = 1; call <= 3; call++) {
            Permit.Asked asked = forced.permit(SMALL, at(11));
            assertThat(isPermitted(asked)).isTrue();
            assertThat(Calls.probes(asked)).hasSize(call <= 2 ? 1 : 0);
            forced = asked.step().after();
        }
    }

    @Test
    void forcingKeepsTheCounts() {
        Breaker counted = after(NEW, SMALL, 0, "fff").after();
        Breaker forced = force(counted, Mode.FORCED_CLOSED, at(60), 1).after();
        assertThat(forced.generation()).isEqualTo(1);
        assertThat(causes(after(forced, SMALL, 1, "f"))).containsExactly(Cause.FAILURE_RATE);
    }

    @Test
    void theSameModeAgainOnlyMovesItsEnd() {
        Breaker forced = force(NEW, Mode.FORCED_OPEN, at(60), 0).after();
        Step again = force(forced, Mode.FORCED_OPEN, at(90), 1);
        assertThat(again.transitions()).isEmpty();
        assertThat(again.after().generation()).isEqualTo(1);
        assertThat(again.after().modeUntil()).isEqualTo(at(90));
    }

    @Test
    void disabledPermitsAndRecordsNothing() {
        Breaker disabled = force(open(SMALL), Mode.DISABLED, null, 1).after();
        assertThat(disabled.standing()).isEqualTo(new Standing(Mode.DISABLED, State.CLOSED));
        assertThat(isPermitted(disabled.permit(SMALL, at(2)))).isTrue();
        assertThat(after(disabled, SMALL, 2, "ffff")).isEqualTo(new Step(disabled, List.of()));
        Breaker enabled = disabled.endMode(at(3)).after();
        assertThat(enabled.standing()).isEqualTo(new Standing(Mode.AUTO, State.CLOSED));
        assertThat(causes(enabled.record(SMALL, List.of(bucket(2, disabled.era(), "ffff")), at(3))))
                .isEmpty();
    }

    @Test
    void metricsOnlyRecordsAndNeverOpens() {
        Breaker metrics = force(NEW, Mode.METRICS_ONLY, null, 0).after();
        Step recorded = after(metrics, SMALL, 1, "ffff");
        assertThat(recorded.transitions()).isEmpty();
        assertThat(recorded.after().evidence().calls()).isEqualTo(4);
        Breaker ended = recorded.after().endMode(at(2)).after();
        assertThat(causes(after(ended, SMALL, 2, "f"))).containsExactly(Cause.FAILURE_RATE);
        assertThat(force(open(SMALL), Mode.METRICS_ONLY, null, 1).after().state())
                .isEqualTo(State.CLOSED);
    }

    @Test
    void aModeThatIsOffEndsToo() {
        Breaker metrics = force(NEW, Mode.METRICS_ONLY, at(60), 0).after();
        assertThat(causes(metrics.tick(SMALL, at(60)))).containsExactly(Cause.FORCE_ENDED);
        assertThat(NEW.endMode(START)).isEqualTo(new Step(NEW, List.of()));
    }

    @Test
    void anEndIsAtMostADayAhead() {
        assertThat(refusal(Mode.FORCED_OPEN, at(86_400))).isEqualTo("none");
        assertThat(refusal(Mode.FORCED_OPEN, at(86_400.001))).isEqualTo("until");
        assertThat(refusal(Mode.DISABLED, START)).isEqualTo("until");
        assertThat(refusal(Mode.FORCED_CLOSED, null)).isEqualTo("until");
        assertThat(refusal(Mode.METRICS_ONLY, null)).isEqualTo("none");
        assertThat(refusal(Mode.AUTO, null)).isEqualTo("mode");
    }

    @Test
    void aResetKeepsTheMode() {
        Breaker forced = force(open(SMALL), Mode.FORCED_OPEN, at(60), 1).after();
        Step reset = forced.reset(at(2));
        assertThat(causes(reset)).containsExactly(Cause.RESET);
        assertThat(reset.after().standing()).isEqualTo(new Standing(Mode.FORCED_OPEN, State.CLOSED));
    }
}
