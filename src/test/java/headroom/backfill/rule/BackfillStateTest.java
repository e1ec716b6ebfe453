package headroom.backfill.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.backfill.rule.BackfillState.Step;
import org.junit.jupiter.api.Test;

class BackfillStateTest {
    @Test
    void theTableOfTransitionsIsClosed() {
        assertThat(BackfillState.RUNNING.after(Step.PAUSE)).contains(BackfillState.PAUSED);
        assertThat(BackfillState.RUNNING.after(Step.RESUME)).contains(BackfillState.RUNNING);
        assertThat(BackfillState.RUNNING.after(Step.COMPLETE)).contains(BackfillState.COMPLETED);
        assertThat(BackfillState.RUNNING.after(Step.FAIL)).contains(BackfillState.FAILED);
        assertThat(BackfillState.RUNNING.after(Step.CANCEL)).contains(BackfillState.CANCELLED);
        assertThat(BackfillState.PAUSED.after(Step.RESUME)).contains(BackfillState.RUNNING);
        assertThat(BackfillState.PAUSED.after(Step.CANCEL)).contains(BackfillState.CANCELLED);
        assertThat(BackfillState.PAUSED.after(Step.FAIL)).contains(BackfillState.FAILED);
        assertThat(BackfillState.PAUSED.after(Step.PAUSE)).isEmpty();
        assertThat(BackfillState.PAUSED.after(Step.COMPLETE)).isEmpty();
    }

    @Test
    void whatHasEndedStays() {
        for (BackfillState state : BackfillState.values()) {
            if (!state.isLive()) {
                for (Step step : Step.values()) {
                    assertThat(state.after(step)).as("%s, %s", state, step).isEmpty();
                }
            }
        }
    }
}
