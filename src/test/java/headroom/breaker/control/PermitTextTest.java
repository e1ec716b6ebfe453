package headroom.breaker.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.breaker.rule.ProbeId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What permits are called. */
class PermitTextTest {
    private static final ProbeId PROBE = new ProbeId(7, 3);

    @Test
    void whatWasWrittenIsRead() {
        assertThat(PermitText.read(PermitText.ofClosed(12), "key")).contains(new PermitText(12, Optional.empty()));
        assertThat(PermitText.read(PermitText.ofProbe(PROBE, "key"), "key"))
                .contains(new PermitText(7, Optional.of(PROBE)));
    }

    @Test
    void aProbeOfAnotherBreakerIsNone() {
        assertThat(PermitText.read(PermitText.ofProbe(PROBE, "another"), "key")).isEmpty();
    }

    @Test
    void countingOnFindsNoOthersProbe() {
        String guessed = PermitText.ofProbe(PROBE, "key").replace("p.7.3.", "p.7.4.");
        assertThat(PermitText.read(guessed, "key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c.", "c.-1", "c.1234567890123456789", "c.1 ", "p.1.2", "p.1.2.short", "x.1"})
    void anythingElseIsNone(String text) {
        assertThat(PermitText.read(text, "key")).isEmpty();
    }
}
