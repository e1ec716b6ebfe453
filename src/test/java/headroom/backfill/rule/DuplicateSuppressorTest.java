package headroom.backfill.rule;

import static headroom.backfill.rule.EventDecision.BEYOND_MAXIMUM;
import static headroom.backfill.rule.EventDecision.DUPLICATE;
import static headroom.backfill.rule.EventDecision.OUTSIDE;
import static headroom.backfill.rule.EventDecision.PROCESS;
import static headroom.backfill.rule.EventTimeWindowTest.at;
import static headroom.backfill.rule.EventTimeWindowTest.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DuplicateSuppressorTest {
    private static final UUID THIS = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void aLateEventIsRememberedByTheHighestTimeSeen() {
        DuplicateSuppressor suppressor = suppressor(Map.of(), null, Reprocess.NONE);
        assertThat(suppressor.judge("a", at(10))).isEqualTo(PROCESS);
        assertThat(suppressor.judge("b", at(1))).isEqualTo(PROCESS);
        assertThat(suppressor.judge("c", at(12))).isEqualTo(PROCESS);
        assertThat(suppressor.judge("b", at(11))).isEqualTo(DUPLICATE);
        assertThat(suppressor.processed()).containsEntry("a", at(20)).containsEntry("c", at(22));
        assertThat(suppressor.highest()).isEqualTo(at(12));
    }

    @Test
    void theSameHoldsOverSteps() {
        Memory memory = new Memory();
        memory.step(List.of("a@10"));
        memory.step(List.of("b@1"));
        memory.step(List.of("c@12"));
        assertThat(memory.step(List.of("b@11"))).containsExactly(DUPLICATE);
    }

    @Test
    void aKeyIsForgottenOnceTheSourceHasComeAWindowFurther() {
        Map<String, SeenEvent> seen = Map.of("a", seen(at(20), OTHER, BackfillState.RUNNING, true));
        assertThat(suppressor(seen, at(19), Reprocess.NONE).judge("a", at(5))).isEqualTo(DUPLICATE);
        assertThat(suppressor(seen, at(20), Reprocess.NONE).judge("a", at(5))).isEqualTo(PROCESS);
        assertThat(suppressor(seen, at(5), Reprocess.NONE).judge("a", at(20))).isEqualTo(PROCESS);
    }

    @Test
    void whatLiesOutsideIsNeitherSeenNorCounted() {
        DuplicateSuppressor suppressor = suppressor(Map.of(), null, Reprocess.NONE);
        assertThat(suppressor.judge("a", at(100))).isEqualTo(OUTSIDE);
        assertThat(suppressor.judge("a", at(0).minusNanos(1))).isEqualTo(OUTSIDE);
        assertThat(suppressor.highest()).isNull();
        assertThat(suppressor.judge("a", at(50))).isEqualTo(PROCESS);
    }

    @Test
    void noMoreIsProcessedThanIsAllowed() {
        DuplicateSuppressor suppressor = new DuplicateSuppressor(terms(1, Reprocess.NONE), Map.of(), null, 1);
        assertThat(suppressor.judge("a", at(1))).isEqualTo(PROCESS);
        assertThat(suppressor.judge("b", at(2))).isEqualTo(BEYOND_MAXIMUM);
        assertThat(suppressor.judge("a", at(3))).isEqualTo(DUPLICATE);
        assertThat(suppressor.processed()).containsOnlyKeys("a");
    }

    @Test
    void whatAnEarlierBackfillDidIsDoneAgainAsAskedFor() {
        for (BackfillState state : BackfillState.values()) {
            Map<String, SeenEvent> seen = Map.of("a", seen(at(90), OTHER, state, true));
            boolean failed = state == BackfillState.FAILED || state == BackfillState.CANCELLED;
            assertThat(judge(seen, Reprocess.NONE)).as("none, %s", state).isEqualTo(DUPLICATE);
            assertThat(judge(seen, Reprocess.FAILED)).as("failed, %s", state).isEqualTo(failed ? PROCESS : DUPLICATE);
            assertThat(judge(seen, Reprocess.COMPLETED))
                    .as("completed, %s", state)
                    .isEqualTo(state.isLive() ? DUPLICATE : PROCESS);
        }
    }

    @Test
    void afterACrashWhatWasNotSaidToBeProcessedIsToldAgain() {
        Map<String, SeenEvent> unsettled = Map.of("a", new SeenEvent(at(90), THIS, BackfillState.RUNNING, 1, false));
        Map<String, SeenEvent> settled = Map.of("a", new SeenEvent(at(90), THIS, BackfillState.RUNNING, 1, true));
        assertThat(new DuplicateSuppressor(terms(2, Reprocess.NONE), unsettled, at(5), 9).judge("a", at(1)))
                .isEqualTo(PROCESS);
        assertThat(new DuplicateSuppressor(terms(1, Reprocess.NONE), unsettled, at(5), 9).judge("a", at(1)))
                .as("the source itself repeats it")
                .isEqualTo(DUPLICATE);
        assertThat(new DuplicateSuppressor(terms(2, Reprocess.COMPLETED), settled, at(5), 9).judge("a", at(1)))
                .isEqualTo(DUPLICATE);
    }

    /** Against a twin that forgets nothing and asks of each key how far the source had come when it was last seen. */
    @Test
    void noOrderOfEventsMakesItForgetTooEarly() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            Memory memory = new Memory();
            Map<String, Instant> lastSeenAt = new HashMap<>();
            Instant highest = at(0);
            for (int i = 0; i < 60; i++) {
                String key = String.valueOf((char) ('a' + random.nextInt(8)));
                Instant time = at(random.nextInt(100));
                highest = highest.isBefore(time) ? time : highest;
                Instant before = lastSeenAt.put(key, highest);
                boolean remembered = before != null && highest.isBefore(before.plusSeconds(10));
                assertThat(memory.step(List.of(key + "@" + time.getEpochSecond())))
                        .containsExactly(remembered ? DUPLICATE : PROCESS);
            }
        }
    }

    /** What the database keeps between steps. */
    private static final class Memory {
        private final Map<String, SeenEvent> seen = new HashMap<>();
        private Instant highest;

        List<EventDecision> step(List<String> events) {
            DuplicateSuppressor suppressor =
                    new DuplicateSuppressor(terms(1, Reprocess.NONE), Map.copyOf(seen), highest, Long.MAX_VALUE);
            List<EventDecision> decisions = events.stream()
                    .map(event -> event.split("@"))
                    .map(event -> suppressor.judge(event[0], at(Long.parseLong(event[1]))))
                    .toList();
            suppressor
                    .processed()
                    .forEach((key, until) -> seen.put(key, seen(until, THIS, BackfillState.RUNNING, true)));
            suppressor
                    .refreshed()
                    .forEach((key, until) -> seen.put(key, seen(until, THIS, BackfillState.RUNNING, true)));
            highest = suppressor.highest();
            return decisions;
        }
    }

    private static EventDecision judge(Map<String, SeenEvent> seen, Reprocess reprocess) {
        return suppressor(seen, at(50), reprocess).judge("a", at(1));
    }

    private static DuplicateSuppressor suppressor(Map<String, SeenEvent> seen, Instant highest, Reprocess reprocess) {
        return new DuplicateSuppressor(terms(1, reprocess), seen, highest, Long.MAX_VALUE);
    }

    private static DuplicateSuppressor.Terms terms(int run, Reprocess reprocess) {
        return new DuplicateSuppressor.Terms(THIS, run, List.of(window(0, 100)), Duration.ofSeconds(10), reprocess);
    }

    private static SeenEvent seen(Instant until, UUID backfill, BackfillState state, boolean settled) {
        return new SeenEvent(until, backfill, state, 1, settled);
    }
}
