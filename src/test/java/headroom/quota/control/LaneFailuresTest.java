package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever fails, every caller hears of it, none hears of success that is not durable, and the lane goes on. */
@Timeout(5)
class LaneFailuresTest {
    private final CrankedLane crank = new CrankedLane();

    @AfterEach
    void everyCallerWasCountedInAndOutOnceAndTheLaneGoesOn() {
        assertThat(crank.callers()).isZero();
        crank.otherwise(crank::commit);
        Posted<?> next = crank.ask("next");
        crank.turnOn();
        isAnswered(next);
        assertThat(crank.callers()).isZero();
    }

    @Test
    void aRequestThatFailsAmongNineFailsAloneAndTheOthersAreDecided() {
        List<Posted<?>> asks = asks(5);
        Posted<?> broken = crank.ask("broken", () -> {
            throw new IllegalStateException("planted");
        });
        asks.addAll(asks(3));
        crank.turn();
        asks.forEach(LaneFailuresTest::isAnswered);
        assertThatThrownBy(() -> broken.answer().await())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("planted");
        assertThat(crank.batches().stream().map(List::size)).containsExactly(9, 4, 5, 2, 1, 1, 3);
        assertThat(crank.splits()).isEqualTo(3);
    }

    @Test
    void ofAFailureAfterDecidingNobodyHearsSuccess() {
        List<Posted<?>> asks = asks(3);
        crank.otherwise(batch -> {
            crank.decide(batch);
            throw new IllegalStateException("a constraint was broken");
        });
        crank.turn();
        for (Posted<?> ask : asks) {
            assertThatThrownBy(() -> ask.answer().await()).hasMessage("a constraint was broken");
        }
        assertThat(crank.batches().stream().map(List::size)).containsExactly(3, 1, 2, 1, 1);
    }

    @Test
    void aLostRaceIsTriedAgainAndLooksAtJobsFirst() {
        crank.ask("a");
        Posted<?> second = crank.ask("b");
        crank.plan(batch -> {
            crank.decide(batch);
            throw new JobHeldException("lost");
        });
        crank.turn();
        isAnswered(second);
        for (int i = 0; i < 64; i++) {
            crank.ask("later");
            crank.turn();
        }
        assertThat(crank.batches().subList(0, 2)).containsExactly(List.of("a", "b"), List.of("a", "b"));
        List<Boolean> looks =
                crank.transactions().stream().map(Batch::isLookingAtJobs).toList();
        assertThat(looks.get(0)).isFalse();
        assertThat(looks.subList(1, 65)).doesNotContain(false);
        assertThat(looks.get(65)).isFalse();
    }

    @Test
    void aRaceThatIsAlwaysLostEnds() {
        Posted<?> ask = crank.ask("a");
        crank.otherwise(batch -> {
            crank.decide(batch);
            throw new JobHeldException("lost");
        });
        crank.turn();
        assertThatThrownBy(() -> ask.answer().await()).isInstanceOf(JobHeldException.class);
        assertThat(crank.transactions()).hasSize(4);
    }

    @Test
    void aSerializationFailureAtCommitIsALostRaceToo() {
        Posted<?> ask = crank.ask("a");
        crank.plan(batch -> {
            crank.commit(batch);
            throw sqlState("40001");
        });
        crank.turn();
        isAnswered(ask);
        assertThat(crank.transactions()).hasSize(2);
    }

    @Test
    void afterAFailureAtCommitNothingIsTriedAgainAndNobodySaysWhetherItTookEffect() {
        List<Posted<?>> asks = asks(9);
        crank.plan(batch -> {
            crank.commit(batch);
            throw new IllegalStateException("no word of the commit");
        });
        crank.turn();
        asks.forEach(LaneFailuresTest::isUnconfirmed);
        assertThat(catchThrowable(() -> asks.get(0).answer().await())).hasRootCauseMessage("no word of the commit");
        assertThat(crank.transactions()).hasSize(1);
    }

    @Test
    void whileTheDatabaseDoesNotAnswerAllFailWithOneTry() {
        List<Posted<?>> asks = asks(9);
        crank.plan(batch -> {
            crank.decide(batch);
            throw sqlState("08006");
        });
        crank.turn();
        for (Posted<?> ask : asks) {
            assertThat(catchThrowable(() -> ask.answer().await())).hasRootCauseInstanceOf(SQLException.class);
        }
        assertThat(crank.transactions()).hasSize(1);
        assertThat(crank.splits()).isZero();
    }

    @Test
    void beforeTheTreeIsHeldNoRequestIsToBlame() {
        List<Posted<?>> asks = asks(9);
        crank.plan(batch -> {
            throw new IllegalStateException("no such tree");
        });
        crank.turn();
        for (Posted<?> ask : asks) {
            assertThatThrownBy(() -> ask.answer().await()).hasMessage("no such tree");
        }
        assertThat(crank.transactions()).hasSize(1);
    }

    @Test
    void afterAFailureTheTreeIsReadAgain() {
        crank.ask("a");
        crank.turn();
        crank.ask("b");
        crank.plan(batch -> {
            throw sqlState("08006");
        });
        crank.turn();
        crank.ask("c");
        crank.turn();
        assertThat(crank.transactions().get(1).known()).isNotNull();
        assertThat(crank.transactions().get(2).known()).isNull();
    }

    @Test
    void aQuotaThatMovedAwayIsToldToItsCallerAlone() {
        Posted<?> stays = crank.ask("stays");
        Posted<?> moved = crank.ask("moved", () -> {
            throw new TreeMovedException("gone");
        });
        crank.turn();
        isAnswered(stays);
        assertThatThrownBy(() -> moved.answer().await()).isInstanceOf(TreeMovedException.class);
        assertThat(crank.transactions()).hasSize(1);
    }

    @Test
    void anErrorLeavesNoCallerWaitingAndTellsNoneOfSuccess() {
        List<Posted<?>> asks = asks(3);
        crank.plan(batch -> {
            crank.decide(batch);
            throw new StackOverflowError("planted");
        });
        assertThatThrownBy(crank::turn).isInstanceOf(StackOverflowError.class);
        asks.forEach(LaneFailuresTest::isUnconfirmed);
    }

    @Test
    void anErrorInOneHalfTakesNothingBackFromTheOther() {
        List<Posted<?>> asks = asks(2);
        crank.plan(batch -> {
            crank.decide(batch);
            throw new IllegalStateException("split");
        });
        crank.plan(crank::commit);
        crank.plan(batch -> {
            crank.decide(batch);
            throw new StackOverflowError("planted");
        });
        assertThatThrownBy(crank::turn).isInstanceOf(StackOverflowError.class);
        isAnswered(asks.get(0));
        isUnconfirmed(asks.get(1));
    }

    @Test
    void workThatIsAloneTellsOfItsOwnFailure() {
        Alone<String> failing = crank.alone(() -> {
            throw new IllegalStateException("planted");
        });
        crank.turn();
        assertThatThrownBy(failing::await).hasMessage("planted");
        Alone<String> erring = crank.alone(() -> {
            throw new StackOverflowError("planted");
        });
        assertThatThrownBy(crank::turn).isInstanceOf(StackOverflowError.class);
        isUnconfirmed(erring);
    }

    @Test
    void anExecutorThatRejectsLeavesNoCallerWaiting() {
        crank.runOn(LaneFailuresTest::reject);
        Posted<?> ask = crank.ask("a");
        isUnconfirmed(ask);
        isUnconfirmed(crank.ask("b"));
        crank.runOnHand();
    }

    @Test
    void anExecutorThatRejectsTheNextBatchLeavesNobodyWaiting() {
        List<Posted<?>> late = new ArrayList<>();
        Posted<?> ask = crank.ask("a");
        crank.plan(batch -> {
            late.addAll(asks(3));
            crank.runOn(LaneFailuresTest::reject);
            crank.commit(batch);
        });
        crank.turn();
        isAnswered(ask);
        late.forEach(LaneFailuresTest::isUnconfirmed);
        crank.runOnHand();
    }

    @Test
    void anExecutorThatHasNoMoreThreadsLeavesNobodyWaiting() {
        List<Posted<?>> late = new ArrayList<>();
        Posted<?> ask = crank.ask("a");
        crank.plan(batch -> {
            late.addAll(asks(3));
            crank.runOn(command -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
            crank.commit(batch);
        });
        catchThrowable(crank::turn);
        isAnswered(ask);
        late.forEach(LaneFailuresTest::isUnconfirmed);
        catchThrowable(() -> crank.ask("b"));
        crank.runOnHand();
    }

    private static void reject(Runnable command) {
        throw new RejectedExecutionException("stopping");
    }

    private List<Posted<?>> asks(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .<Posted<?>>mapToObj(i -> crank.ask("job-" + i))
                .toList());
    }

    private static RuntimeException sqlState(String state) {
        return new IllegalStateException(new SQLException("planted", state));
    }

    private static void isAnswered(Posted<?> ask) {
        assertThat(ask.answer().await().status()).isEqualTo(201);
    }

    private static void isUnconfirmed(Waiting<?> work) {
        assertThatThrownBy(work::await)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
    }
}
