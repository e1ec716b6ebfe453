package headroom.concurrency.linearizable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import headroom.concurrency.linearizable.Answer.Misfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge is judged: which histories are accepted and which are not, and how long it takes. */
class LinearizabilityTest {
    private static final Twin TREE =
            Twin.empty().with("acme", 10, null).with("ada", 6, "acme").with("bob", 6, "acme");
    private static final Answer DONE = new Answer.Done();
    private static final Answer AGAIN = new Answer.AlreadyReleased();

    private final List<Operation> history = new ArrayList<>();

    @Test
    void acceptsWhatHappenedOneByOne() {
        from(0, 1, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(2, 3, allocate("ada", "x", 1), new Answer.AlreadyExists("a1"));
        from(4, 5, allocate("bob", "y", 5), new Answer.Denied(4, List.of(new Misfit("acme", 10, 6))));
        from(6, 7, new Call.ChangeLimit("acme", 11), DONE);
        from(8, 9, new Call.Allocate("bob", "y", 5, true), new Answer.Admitted("a2"));
        from(10, 11, new Call.ReadUsage("bob"), new Answer.Usage(6, 5, 5, 5, 0));
        from(12, 13, new Call.Commit("a2", 3), DONE);
        from(14, 15, new Call.Commit("a2", 3), new Answer.Conflict());
        from(16, 17, new Call.Check("ada", 1), new Answer.Judged(false, 0, List.of(new Misfit("ada", 6, 6))));
        from(18, 19, new Call.Release("a1"), DONE);
        from(20, 21, new Call.Release("a1"), AGAIN);
        from(22, 23, new Call.ReadUsage("acme"), new Answer.Usage(11, 3, 0, 0, 8));
        from(24, 25, new Call.ChangeLimit("acme", 5), new Answer.InvalidLimit());
        explained();
    }

    @Test
    void acceptsAnOrderThatIsNotThatOfTheAnswers() {
        from(0, 10, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(1, 5, new Call.ReadUsage("ada"), new Answer.Usage(6, 6, 6, 0, 0));
        from(2, 4, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        explained();
    }

    @Test
    void acceptsADenialThatStandsBetweenTwoGrantsUnderWay() {
        from(0, 10, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(0, 10, allocate("ada", "y", 4), new Answer.Denied(0, List.of(new Misfit("ada", 6, 6))));
        from(0, 10, new Call.Release("a1"), DONE);
        from(0, 10, allocate("ada", "z", 5), new Answer.Admitted("a2"));
        explained();
    }

    @Test
    void rejectsAGrantOfWhatWasGrantedBefore() {
        from(0, 10, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(0, 10, allocate("bob", "y", 6), new Answer.Admitted("a2"));
        contradicted("bob for y");
    }

    @Test
    void rejectsTwoLiveAllocationsOfOneJob() {
        from(0, 10, allocate("ada", "x", 1), new Answer.Admitted("a1"));
        from(0, 10, allocate("ada", "x", 1), new Answer.Admitted("a2"));
        contradicted("ada for x");
    }

    @Test
    void rejectsAGrantOutOfNothing() {
        from(0, 1, allocate("ada", "x", 7), new Answer.Admitted("a1"));
        contradicted("allocate 7");
    }

    @Test
    void rejectsAReleaseOfWhatNobodyGot() {
        from(0, 1, new Call.Release("a1"), DONE);
        contradicted("release a1");
    }

    @Test
    void rejectsALostRelease() {
        from(0, 1, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(2, 3, new Call.Release("a1"), DONE);
        from(4, 5, allocate("ada", "y", 6), new Answer.Denied(0, List.of(new Misfit("ada", 6, 6))));
        contradicted("ada for y");
    }

    @Test
    void rejectsAReleaseThatTookEffectTwice() {
        from(0, 1, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(2, 9, new Call.Release("a1"), DONE);
        from(2, 9, new Call.Release("a1"), DONE);
        contradicted("release a1");
    }

    @Test
    void rejectsAReleaseThatGaveBackTwice() {
        from(0, 1, allocate("ada", "x", 3), new Answer.Admitted("a1"));
        from(2, 3, allocate("ada", "y", 3), new Answer.Admitted("a2"));
        from(4, 9, new Call.Release("a1"), DONE);
        from(4, 9, new Call.Release("a1"), AGAIN);
        from(10, 11, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        contradicted("usage of ada");
    }

    @Test
    void rejectsAStaleRead() {
        from(0, 1, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(2, 3, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        contradicted("usage of ada");
    }

    @Test
    void rejectsReadsThatSeeTwoOrders() {
        from(0, 10, allocate("ada", "x", 1), new Answer.Admitted("a1"));
        from(1, 2, new Call.ReadUsage("ada"), new Answer.Usage(6, 1, 1, 0, 5));
        from(3, 4, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        contradicted("usage of ada");
    }

    @Test
    void rejectsADenialWithTheWrongRoomOrBlame() {
        from(0, 1, allocate("ada", "x", 6), new Answer.Admitted("a1"));
        from(2, 3, allocate("bob", "y", 5), new Answer.Denied(5, List.of(new Misfit("acme", 10, 6))));
        contradicted("bob for y");
        history.remove(1);
        from(2, 3, allocate("ada", "y", 5), new Answer.Denied(0, List.of(new Misfit("ada", 6, 6))));
        contradicted("ada for y");
    }

    @Test
    void whatGotNoAnswerMayHaveTakenEffectAtOnceLaterOrNever() {
        from(0, 1, allocate("ada", "x", 6), null);
        from(2, 3, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        explained();
        from(4, 5, allocate("ada", "x", 6), new Answer.AlreadyExists("a1"));
        from(6, 7, new Call.ReadUsage("ada"), new Answer.Usage(6, 6, 6, 0, 0));
        explained();
        from(8, 9, new Call.Release("a1"), null);
        from(10, 11, allocate("ada", "x", 2), new Answer.Admitted("a2"));
        explained();
    }

    @Test
    void whatGotNoAnswerTakesEffectAtMostOnce() {
        from(0, 1, allocate("ada", "x", 2), null);
        from(2, 3, new Call.ReadUsage("ada"), new Answer.Usage(6, 4, 4, 0, 2));
        contradicted("usage of ada");
    }

    @Test
    void whatGotNoAnswerDoesNotComeAndGo() {
        from(0, 1, allocate("ada", "x", 2), null);
        from(2, 3, new Call.ReadUsage("ada"), new Answer.Usage(6, 2, 2, 0, 4));
        from(4, 5, new Call.ReadUsage("ada"), new Answer.Usage(6, 0, 0, 0, 6));
        contradicted("usage of ada");
    }

    @Test
    void whatWasTurnedAwayNeverTakesEffect() {
        from(0, 9, allocate("ada", "x", 2), new Answer.TurnedAway("429"));
        explained();
        from(2, 3, new Call.ReadUsage("ada"), new Answer.Usage(6, 2, 2, 0, 4));
        contradicted("usage of ada");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoHundredRightOperationsOfEightClientsAreAcceptedInSeconds(long seed) {
        history.addAll(new SimulatedClients(seed, 8, 0, Workload.tree()).history(200));
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Linearizability.contradiction(Workload.tree(), history))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void andSoTheyAreWhereSomeAnswersAreLost(long seed) {
        history.addAll(new SimulatedClients(seed, 6, 0.03, Workload.tree()).history(200));
        assertThat(history).anyMatch(operation -> operation.answer().isEmpty());
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Linearizability.contradiction(Workload.tree(), history))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "3,0", "4,0.03", "5,0.03", "6,0.03"})
    void oneLieAmongTwoHundredAnswersIsFoundThoughSomeAreLost(long seed, double lost) {
        List<Operation> right = new SimulatedClients(seed, 6, lost, Workload.tree()).history(200);
        int lies = 0;
        for (int i = 0; i < right.size() && lies < 10; i++) {
            if (right.get(i).answer().orElse(null) instanceof Answer.Denied) {
                history.clear();
                history.addAll(right);
                history.set(i, answering(right.get(i), new Answer.Admitted("b" + i)));
                contradicted("");
                lies++;
            }
        }
        assertThat(lies).isEqualTo(10);
    }

    private static Operation answering(Operation operation, Answer answer) {
        return new Operation(
                operation.number(),
                operation.client(),
                operation.server(),
                operation.call(),
                operation.invokedAt(),
                operation.returnedAt(),
                Optional.of(answer));
    }

    private static Call allocate(String quota, String job, long amount) {
        return new Call.Allocate(quota, job, amount, false);
    }

    private void from(long invokedAt, long returnedAt, Call call, Answer answer) {
        history.add(new Operation(
                history.size(), history.size(), "one", call, invokedAt, returnedAt, Optional.ofNullable(answer)));
    }

    private void explained() {
        assertThat(Linearizability.contradiction(TREE, history)).isEmpty();
    }

    private void contradicted(String words) {
        Twin tree = history.size() < 100 ? TREE : Workload.tree();
        assertThat(Linearizability.contradiction(tree, history))
                .get()
                .asString()
                .contains(words);
    }
}
