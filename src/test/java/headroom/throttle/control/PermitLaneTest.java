package headroom.throttle.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseFailures;
import headroom.platform.http.Answer;
import headroom.platform.http.RefusedException;
import headroom.throttle.rule.JobKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane without a worker: who finds nobody at work leads, and lets the next one lead. */
@Timeout(60)
class PermitLaneTest {
    private static final Outcome<Judged> DECIDED = Outcome.refused(Refusal.of(Refusal.Kind.CONFLICT, "decided"));

    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Thread> callers = new ArrayList<>();
    private final List<Object> told = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<PermitBatch> work = PermitLaneTest::decide;
    private final PermitLane lane = new PermitLane(TenantId.DEFAULT, new Host());

    private final class Host implements PermitLane.Host {
        @Override
        public void admit(int callersOfLane, boolean givesBack) {
            if (callersOfLane >= 10 && !givesBack) {
                throw new RefusedException(Refusal.of(Refusal.Kind.THROTTLED, "crowded"));
            }
            waiting.incrementAndGet();
        }

        @Override
        public void left() {
            waiting.decrementAndGet();
        }

        @Override
        public void transact(PermitBatch batch) {
            batches.add(batch.size());
            work.accept(batch);
        }

        @Override
        public void waited(double seconds) {}
    }

    private static final class Lost extends RuntimeException implements DatabaseFailures.LostRace {
        private static final long serialVersionUID = 1L;
    }

    private static void decide(PermitBatch batch) {
        batch.asking().forEach(asking -> asking.decide(DECIDED));
        batch.ready(true);
    }

    private static Asking asking() {
        return new Asking(
                new Asking.Wanted(new JobKind("import", "git"), 0, 1, Duration.ofMinutes(1)),
                decided -> Answer.noContent(),
                Optional.empty());
    }

    /** The answer, or what was thrown. */
    private Object call() {
        try {
            Asking asking = asking();
            assertThat(lane.perform(asking)).isTrue();
            return asking.answer();
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private void callBeside(int count) {
        for (int i = 0; i < count; i++) {
            int before = waiting.get();
            Thread caller = new Thread(() -> told.add(call()));
            callers.add(caller);
            caller.start();
            await().until(() -> waiting.get() == before + 1);
        }
    }

    private void joinAll() throws InterruptedException {
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @AfterEach
    void nobodyIsLeft() {
        assertThat(waiting).hasValue(0);
        assertThat(call()).as("the lane goes on").isEqualTo(Answer.noContent());
        assertThat(lane.retireAfter(0)).isTrue();
        assertThat(lane.perform(asking())).isFalse();
    }

    @Test
    void whoIsAloneDecidesAtOnce() {
        assertThat(call()).isEqualTo(Answer.noContent());
        assertThat(batches).containsExactly(1);
    }

    @Test
    void whoComesMeanwhileIsDecidedTogetherByTheFirstOfThem() throws InterruptedException {
        CountDownLatch gate = holdFirst();
        callBeside(5);
        gate.countDown();
        joinAll();
        assertThat(batches).containsExactly(1, 4);
        assertThat(told).hasSize(5).containsOnly(Answer.noContent());
    }

    /** The first transaction waits until it is let go. */
    private CountDownLatch holdFirst() {
        CountDownLatch gate = new CountDownLatch(1);
        work = batch -> {
            work = PermitLaneTest::decide;
            awaitGate(gate);
            decide(batch);
        };
        return gate;
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void oneWhoIsInterruptedGoesAndTheOthersStay() throws InterruptedException {
        CountDownLatch gate = holdFirst();
        callBeside(4);
        callers.get(1).interrupt();
        callers.get(1).join();
        assertThat(told).hasSize(1).first().isInstanceOf(RefusedException.class);
        gate.countDown();
        joinAll();
        assertThat(batches).containsExactly(1, 2);
        assertThat(told).hasSize(4).contains(Answer.noContent());
    }

    @Test
    void whenTooManyWaitTheNextIsRefused() throws InterruptedException {
        CountDownLatch gate = holdFirst();
        callBeside(10);
        assertThat(call()).isInstanceOf(RefusedException.class);
        gate.countDown();
        joinAll();
        assertThat(told).hasSize(10).containsOnly(Answer.noContent());
    }

    @Test
    void whoEndsAPermitIsNeverTurnedAway() throws InterruptedException {
        CountDownLatch gate = holdFirst();
        callBeside(10);
        Thread ending = new Thread(() -> told.add(lane.perform(new Sweeping())));
        ending.start();
        await().until(() -> waiting.get() == 11);
        assertThat(call()).isInstanceOf(RefusedException.class);
        List<Integer> parts = new ArrayList<>();
        lane.tell((tenant, callersOfLane, capacity, waited) -> parts.add(callersOfLane), 10);
        assertThat(parts).containsExactly(11);
        gate.countDown();
        ending.join();
        joinAll();
        assertThat(told).hasSize(11).contains(true);
        lane.tell((tenant, callersOfLane, capacity, waited) -> parts.add(callersOfLane), 10);
        assertThat(parts).as("nobody waits").hasSize(1);
    }

    @Test
    void aLostRaceIsRunAgain() {
        work = batch -> {
            if (batches.size() < 3) {
                throw new Lost();
            }
            decide(batch);
        };
        assertThat(call()).isEqualTo(Answer.noContent());
        assertThat(batches).hasSize(3);
    }

    @Test
    void whoLosesForEverIsTold() {
        work = batch -> {
            if (batches.size() <= 4) {
                throw new Lost();
            }
            decide(batch);
        };
        assertThat(call()).isInstanceOf(Lost.class);
        assertThat(batches).hasSize(4);
    }

    @Test
    void anotherFailureIsToldToAllAndNotTriedAgain() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        work = batch -> {
            awaitGate(gate);
            if (batches.size() == 2) {
                throw new IllegalArgumentException("broken");
            }
            decide(batch);
        };
        callBeside(4);
        gate.countDown();
        joinAll();
        assertThat(batches).containsExactly(1, 3);
        assertThat(told).filteredOn(IllegalArgumentException.class::isInstance).hasSize(3);
    }

    @Test
    void whatMayHaveTakenEffectIsNeverTriedAgain() {
        work = batch -> {
            work = PermitLaneTest::decide;
            decide(batch);
            throw new Lost();
        };
        Asking asking = asking();
        lane.perform(asking);
        assertThatThrownBy(asking::answer)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));
        assertThat(batches).hasSize(1);
    }

    @Test
    void whatNobodyHasDecidedIsTold() {
        work = batch -> work = PermitLaneTest::decide;
        assertThat(call()).isInstanceOf(RefusedException.class);
    }

    @Test
    void whoBreaksDownLetsTheNextOneLead() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        work = batch -> {
            work = PermitLaneTest::decide;
            awaitGate(gate);
            throw new StackOverflowError();
        };
        Thread broken = new Thread(() -> {
            try {
                lane.perform(asking());
            } catch (StackOverflowError expected) {
                told.add("broken");
            }
        });
        broken.start();
        await().until(() -> batches.size() == 1);
        callBeside(2);
        gate.countDown();
        broken.join();
        joinAll();
        assertThat(told).hasSize(3).contains("broken", Answer.noContent());
        assertThat(batches).containsExactly(1, 2);
    }
}
