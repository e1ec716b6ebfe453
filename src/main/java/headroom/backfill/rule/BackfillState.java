package headroom.backfill.rule;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where a backfill is in its life. Terminal states stay. */
public enum BackfillState {
    RUNNING,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    private static final Map<BackfillState, Map<Step, BackfillState>> TRANSITIONS = new EnumMap<>(BackfillState.class);

    static {
        TRANSITIONS.put(
                RUNNING,
                Map.of(
                        Step.PAUSE, PAUSED,
                        // A worker that died goes on where it was: a run of its own.
                        Step.RESUME, RUNNING,
                        Step.CANCEL, CANCELLED,
                        Step.COMPLETE, COMPLETED,
                        Step.FAIL, FAILED));
        TRANSITIONS.put(PAUSED, Map.of(Step.RESUME, RUNNING, Step.CANCEL, CANCELLED, Step.FAIL, FAILED));
    }

    /** What can be done with a backfill. */
    public enum Step {
        PAUSE,
        RESUME,
        CANCEL,
        COMPLETE,
        FAIL
    }

    /** The state after a step; none where it cannot be taken here. */
    public Optional<BackfillState> after(Step step) {
        return Optional.ofNullable(TRANSITIONS.getOrDefault(this, Map.of()).get(step));
    }

    /** Whether its window is taken and its events are still to come. */
    public boolean isLive() {
        return this == RUNNING || this == PAUSED;
    }
}
