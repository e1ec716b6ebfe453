package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The closed table, written out: every cause from every standing to every other. */
class CauseTest {
    private static final List<String> WITHIN_A_MODE = List.of(
            "FAILURE_RATE AUTO/CLOSED AUTO/OPEN",
            "FAILURE_RATE AUTO/HALF_OPEN AUTO/OPEN",
            "SLOW_CALL_RATE AUTO/CLOSED AUTO/OPEN",
            "SLOW_CALL_RATE AUTO/HALF_OPEN AUTO/OPEN",
            "CONSECUTIVE_FAILURES AUTO/CLOSED AUTO/OPEN",
            "DELAY_OVER AUTO/OPEN AUTO/HALF_OPEN",
            "PROBES_PASSED AUTO/HALF_OPEN AUTO/CLOSED",
            "PROBE_FAILED AUTO/HALF_OPEN AUTO/OPEN",
            "HALF_OPEN_TOO_LONG AUTO/HALF_OPEN AUTO/OPEN",
            "RESET AUTO/OPEN AUTO/CLOSED",
            "RESET AUTO/HALF_OPEN AUTO/CLOSED");

    private static final List<String> BETWEEN_MODES = List.of(
            "FORCED AUTO/CLOSED FORCED_OPEN/CLOSED",
            "FORCED AUTO/CLOSED FORCED_CLOSED/CLOSED",
            "FORCED AUTO/CLOSED DISABLED/CLOSED",
            "FORCED AUTO/CLOSED METRICS_ONLY/CLOSED",
            "FORCED AUTO/OPEN FORCED_OPEN/OPEN",
            "FORCED AUTO/OPEN FORCED_CLOSED/OPEN",
            "FORCED AUTO/OPEN DISABLED/CLOSED",
            "FORCED AUTO/OPEN METRICS_ONLY/CLOSED",
            "FORCED AUTO/HALF_OPEN FORCED_OPEN/HALF_OPEN",
            "FORCED AUTO/HALF_OPEN FORCED_CLOSED/HALF_OPEN",
            "FORCED AUTO/HALF_OPEN DISABLED/CLOSED",
            "FORCED AUTO/HALF_OPEN METRICS_ONLY/CLOSED",
            "FORCED FORCED_OPEN/CLOSED FORCED_CLOSED/CLOSED",
            "FORCED FORCED_OPEN/CLOSED DISABLED/CLOSED",
            "FORCED FORCED_OPEN/CLOSED METRICS_ONLY/CLOSED",
            "FORCED FORCED_OPEN/OPEN FORCED_CLOSED/OPEN",
            "FORCED FORCED_OPEN/OPEN DISABLED/CLOSED",
            "FORCED FORCED_OPEN/OPEN METRICS_ONLY/CLOSED",
            "FORCED FORCED_OPEN/HALF_OPEN FORCED_CLOSED/HALF_OPEN",
            "FORCED FORCED_OPEN/HALF_OPEN DISABLED/CLOSED",
            "FORCED FORCED_OPEN/HALF_OPEN METRICS_ONLY/CLOSED",
            "FORCED FORCED_CLOSED/CLOSED FORCED_OPEN/CLOSED",
            "FORCED FORCED_CLOSED/CLOSED DISABLED/CLOSED",
            "FORCED FORCED_CLOSED/CLOSED METRICS_ONLY/CLOSED",
            "FORCED FORCED_CLOSED/OPEN FORCED_OPEN/OPEN",
            "FORCED FORCED_CLOSED/OPEN DISABLED/CLOSED",
            "FORCED FORCED_CLOSED/OPEN METRICS_ONLY/CLOSED",
            "FORCED FORCED_CLOSED/HALF_OPEN FORCED_OPEN/HALF_OPEN",
            "FORCED FORCED_CLOSED/HALF_OPEN DISABLED/CLOSED",
            "FORCED FORCED_CLOSED/HALF_OPEN METRICS_ONLY/CLOSED",
            "FORCED DISABLED/CLOSED FORCED_OPEN/CLOSED",
            "FORCED DISABLED/CLOSED FORCED_CLOSED/CLOSED",
            "FORCED DISABLED/CLOSED METRICS_ONLY/CLOSED",
            "FORCED METRICS_ONLY/CLOSED FORCED_OPEN/CLOSED",
            "FORCED METRICS_ONLY/CLOSED FORCED_CLOSED/CLOSED",
            "FORCED METRICS_ONLY/CLOSED DISABLED/CLOSED",
            "FORCE_ENDED FORCED_OPEN/CLOSED AUTO/HALF_OPEN",
            "FORCE_ENDED FORCED_OPEN/OPEN AUTO/HALF_OPEN",
            "FORCE_ENDED FORCED_OPEN/HALF_OPEN AUTO/HALF_OPEN",
            "FORCE_ENDED FORCED_CLOSED/CLOSED AUTO/CLOSED",
            "FORCE_ENDED FORCED_CLOSED/OPEN AUTO/OPEN",
            "FORCE_ENDED FORCED_CLOSED/HALF_OPEN AUTO/HALF_OPEN",
            "FORCE_ENDED DISABLED/CLOSED AUTO/CLOSED",
            "FORCE_ENDED METRICS_ONLY/CLOSED AUTO/CLOSED");

    @Test
    void theTableIsClosed() {
        Set<String> expected = new TreeSet<>(BETWEEN_MODES);
        for (String row : WITHIN_A_MODE) {
            expected.add(row);
            expected.add(row.replace("AUTO", "FORCED_CLOSED"));
            // No clock moves what is forced open.
            if (!row.startsWith("DELAY_OVER") && !row.startsWith("HALF_OPEN_TOO_LONG")) {
                expected.add(row.replace("AUTO", "FORCED_OPEN"));
            }
        }
        Set<String> allowed = new TreeSet<>();
        for (Cause cause : Cause.values()) {
            for (Standing from : standings()) {
                for (Standing to : standings()) {
                    if (cause.allows(from, to)) {
                        allowed.add(cause + " " + written(from) + " " + written(to));
                    } else {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> new Transition(from, to, cause, 1, Calls.START));
                    }
                }
            }
        }
        assertThat(allowed).isEqualTo(expected);
    }

    @Test
    void theSameStandingIsNoTransition() {
        assertThat(Stream.of(Cause.values())
                        .flatMap(cause -> standings().stream().filter(at -> cause.allows(at, at))))
                .isEmpty();
    }

    @Test
    void callersFeelTheModeAndOtherwiseTheState() {
        assertThat(new Standing(Mode.FORCED_OPEN, State.CLOSED).effectiveState())
                .isEqualTo(State.OPEN);
        assertThat(new Standing(Mode.FORCED_CLOSED, State.OPEN).effectiveState())
                .isEqualTo(State.CLOSED);
        assertThat(new Standing(Mode.METRICS_ONLY, State.CLOSED).effectiveState())
                .isEqualTo(State.CLOSED);
        assertThat(new Standing(Mode.AUTO, State.HALF_OPEN).effectiveState()).isEqualTo(State.HALF_OPEN);
    }

    private static List<Standing> standings() {
        List<Standing> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (State state : State.values()) {
                all.add(new Standing(mode, state));
            }
        }
        return all;
    }

    private static String written(Standing standing) {
        return standing.mode() + "/" + standing.state();
    }
}
