package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.platform.http.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for a tree is decided in the order of its arrival, as much at once as there is. */
@Timeout(5)
class LaneTest {
    private final CrankedLane crank = new CrankedLane();

    @AfterEach
    void everyCallerWasCountedInAndOutOnce() {
        assertThat(crank.callers()).isZero();
    }

    @Test
    void aLoneRequestIsABatchOfOneAndBeginsAtOnce() {
        Posted<?> ask = crank.ask("a");
        assertThat(crank.isAsked()).isTrue();
        crank.turn();
        assertThat(crank.batches()).containsExactly(List.of("a"));
        assertThat(ask.answer().await().body()).isEqualTo("a");
        assertThat(crank.isAsked()).isFalse();
        assertThat(crank.waited()).isEqualTo(1);
    }

    @Test
    void allThatWaitIsDecidedTogetherInTheOrderOfItsArrival() {
        List<Posted<?>> asks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            asks.add(crank.ask("job-" + i));
        }
        crank.turn();
        assertThat(crank.batches())
                .containsExactly(List.of(
                        "job-0", "job-1", "job-2", "job-3", "job-4", "job-5", "job-6", "job-7", "job-8", "job-9"));
        for (int i = 0; i < 10; i++) {
            assertThat(asks.get(i).answer().await().body()).isEqualTo("job-" + i);
        }
    }

    @Test
    void whatComesWhileABatchIsDecidedGoesIntoTheNext() {
        crank.ask("a");
        crank.plan(batch -> {
            crank.ask("b");
            crank.ask("c");
            assertThat(crank.isAsked()).as("a second worker").isFalse();
            crank.commit(batch);
        });
        crank.turn();
        assertThat(crank.callers()).isEqualTo(2);
        crank.turn();
        assertThat(crank.batches()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void aLaneTakesTurnsWithOthersAfterEachBatch() {
        crank.ask("a", Lane.MAX_BATCH);
        crank.ask("b", Lane.MAX_BATCH);
        crank.turn();
        assertThat(crank.batches()).hasSize(1);
        assertThat(crank.isAsked()).isTrue();
        crank.turn();
        assertThat(crank.isAsked()).isFalse();
    }

    @Test
    void aBatchIsCutAtItsWeight() {
        crank.ask("a", 1_000);
        crank.ask("b", 24);
        crank.ask("c", 1);
        crank.ask("d", 1_023);
        crank.ask("e", 1);
        crank.turnOn();
        assertThat(crank.batches()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void whatIsTooHeavyForAnyBatchIsOneByItself() {
        crank.ask("a");
        crank.ask("b", 5_000);
        crank.ask("c");
        crank.turnOn();
        assertThat(crank.batches()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void workThatMustBeAloneIsAloneAndInItsOrder() {
        List<List<String>> before = new ArrayList<>();
        crank.ask("a");
        Alone<String> first = crank.alone(() -> {
            before.addAll(crank.batches());
            crank.ask("late");
            return "first";
        });
        Alone<String> second =
                crank.alone(() -> "second after " + crank.batches().size());
        crank.ask("b");
        crank.turnOn();
        assertThat(before).containsExactly(List.of("a"));
        assertThat(first.await()).isEqualTo("first");
        assertThat(second.await()).isEqualTo("second after 1");
        assertThat(crank.batches()).containsExactly(List.of("a"), List.of("b", "late"));
    }

    @Test
    void aCallerWhoGaveUpIsNotDecidedAndLeavesHisPlace() {
        crank.ask("a", 1_000);
        Posted<?> gone = crank.ask("gone", 1_000);
        crank.ask("b", 24);
        assertThat(gone.take()).as("the caller takes it back").isTrue();
        crank.turn();
        crank.turnOn();
        assertThat(crank.batches().stream().flatMap(List::stream)).containsExactly("a", "b");
        assertThat(crank.waited()).isEqualTo(2);
    }

    @Test
    void whereAllGaveUpThereIsNoTransaction() {
        crank.ask("a").take();
        crank.alone(() -> {
                    throw new AssertionError("done for nobody");
                })
                .take();
        crank.turnOn();
        assertThat(crank.transactions()).isEmpty();
        crank.ask("b");
        crank.turn();
        assertThat(crank.batches()).containsExactly(List.of("b"));
    }

    @Test
    void whatTheLaneHasTakenNoCallerTakesBack() {
        Posted<?> ask = crank.ask("a");
        crank.plan(batch -> {
            assertThat(ask.take()).isFalse();
            crank.commit(batch);
        });
        crank.turn();
        assertThat(ask.answer().await().status()).isEqualTo(201);
    }

    @Test
    void whoIsRefusedAtTheDoorIsNotDecided() {
        crank.admitNoMoreThan(2);
        crank.ask("a");
        crank.ask("b");
        assertThatThrownBy(() -> crank.ask("c")).isInstanceOf(RefusedException.class);
        assertThat(crank.callers()).isEqualTo(2);
        crank.turnOn();
        assertThat(crank.batches()).containsExactly(List.of("a", "b"));
        crank.ask("d");
        crank.turnOn();
    }

    @Test
    void aLaneIsRetiredWhenItHasNothingToDo() {
        crank.ask("a");
        assertThat(crank.lane().retireAfter(0)).as("work waits").isFalse();
        crank.plan(batch -> {
            assertThat(crank.lane().retireAfter(0)).as("a batch is decided").isFalse();
            crank.commit(batch);
        });
        crank.turn();
        assertThat(crank.lane().retireAfter(3_600)).as("just used").isFalse();
        assertThat(crank.lane().retireAfter(0)).isTrue();
        assertThat(crank.lane().retireAfter(3_600)).as("once and for all").isTrue();
    }

    @Test
    void aRetiredLaneRefusesWorkAndCountsNobody() {
        assertThat(crank.lane().retireAfter(0)).isTrue();
        Posted<?> late = new Posted<>(new CrankedLane.Ask("late", 1, () -> {}), Optional.empty());
        assertThat(crank.lane().offer(late)).isFalse();
        assertThat(crank.isAsked()).isFalse();
        assertThat(late.take()).as("it can go elsewhere").isTrue();
    }

    @Test
    void whatIsKnownOfTheTreeIsHandedFromBatchToBatch() {
        for (String name : List.of("a", "b")) {
            crank.ask(name);
            crank.turn();
        }
        assertThat(crank.transactions().get(0).known()).isNull();
        assertThat(crank.transactions().get(1).known())
                .isSameAs(crank.transactions().get(0).after());
        crank.alone(() -> "changes the tree");
        crank.ask("c");
        crank.turnOn();
        assertThat(crank.transactions().get(2).known()).isNull();
    }

    @Test
    void whereThereIsNoRoomNothingIsKept() {
        crank.forgetEverything();
        for (String name : List.of("a", "b")) {
            crank.ask(name);
            crank.turn();
        }
        assertThat(crank.transactions().get(1).known()).isNull();
    }

    @Test
    void manyCallersOnARealPoolAreEachAnsweredOnce() throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        ExecutorService callers = Executors.newFixedThreadPool(6);
        ConcurrentMap<String, Integer> decided = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(1);
        crank.runOn(workers);
        List<Future<Boolean>> answered = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String name = "job-" + i;
            answered.add(callers.submit(() -> {
                start.await();
                Posted<?> ask = crank.ask(name, () -> decided.merge(name, 1, Integer::sum));
                return ask.answer().await().body().equals(name);
            }));
        }
        start.countDown();
        for (Future<Boolean> answer : answered) {
            assertThat(answer.get()).isTrue();
        }
        callers.shutdown();
        workers.shutdown();
        assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(decided).hasSize(600);
        assertThat(decided.values()).containsOnly(1);
    }
}
