package headroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Refusal.Kind;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Refusal NO = Refusal.of(Kind.CONFLICT, "no");

    @Test
    void whatIsDoneIsReadAsItsValue() {
        assertThat(read(Outcome.done(2))).isEqualTo("done 2");
        assertThat(read(Outcome.done(2).map(value -> value + 1))).isEqualTo("done 3");
        assertThat(read(Outcome.done(2).then(value -> Outcome.done(value * 5)))).isEqualTo("done 10");
    }

    @Test
    void aRefusalStaysWhateverWouldComeNext() {
        Outcome<Integer> refused = Outcome.refused(NO);
        assertThat(read(refused)).isEqualTo("refused no");
        assertThat(read(refused.map(value -> value + 1))).isEqualTo("refused no");
        assertThat(read(refused.then(value -> Outcome.done(value * 5)))).isEqualTo("refused no");
    }

    @Test
    void theNextStepMayRefuse() {
        assertThat(read(Outcome.done(2).<Integer>then(value -> Outcome.refused(NO))))
                .isEqualTo("refused no");
    }

    private static String read(Outcome<Integer> outcome) {
        return outcome.fold(value -> "done " + value, refusal -> "refused " + refusal.detail());
    }
}
