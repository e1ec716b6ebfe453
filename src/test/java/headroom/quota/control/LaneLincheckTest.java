package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.platform.Retries;
import headroom.platform.Stopwatch;
import headroom.platform.http.Answer;
import headroom.platform.http.RequestContext;
import headroom.quota.control.Trees.TreeRef;
import headroom.quota.entity.QuotaTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Callers, the worker and whoever retires the lane, in every order of steps that Lincheck finds. */
class LaneLincheckTest {
    /** What one thread has at a time: between the lane's own steps is where others come in. */
    private static final String[] NOT_SHARED = {
        RequestContext.class.getName(),
        Stopwatch.class.getName(),
        Retries.class.getName(),
        Batch.class.getName(),
        KeptTree.class.getName(),
        Ledger.class.getName(),
        Posted.class.getName(),
        QuotaTree.class.getName(),
        Numbered.class.getName(),
        "java.util.ArrayDeque",
        "java.util.ArrayList"
    };

    @Test
    void noOrderOfStepsLosesWorkOrAsksForTwoWorkers() {
        orders().check(RealLane.class);
    }

    @Test
    void ofAllWhoTakeTheSameWorkOneGetsIt() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(1)
                .invocationsPerIteration(500)
                .sequentialSpecification(FirstComeFirstServed.class)
                .check(OneWork.class);
    }

    @Test
    void aLaneThatGoesToSleepOutsideItsMonitorIsFoundOut() {
        assertThatThrownBy(() -> orders().check(SleepyLane.class)).isInstanceOf(LincheckAssertionError.class);
    }

    @Test
    void aClaimThatLooksBeforeItTakesIsFoundOut() {
        assertThatThrownBy(() -> new ModelCheckingOptions()
                        .threads(2)
                        .actorsPerThread(1)
                        .actorsBefore(0)
                        .actorsAfter(0)
                        .iterations(1)
                        .sequentialSpecification(FirstComeFirstServed.class)
                        .check(LookingFirst.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** Nothing comes before: a lane that was used already hides what can happen to its first work. */
    private static ModelCheckingOptions orders() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(2)
                .iterations(40)
                .invocationsPerIteration(150)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(NOT_SHARED)
                        .allMethods()
                        .ignore())
                .minimizeFailedScenario(false)
                .sequentialSpecification(SequentialLane.class);
    }

    /** What callers, worker and the one who retires see, one step at a time. */
    public static class SequentialLane {
        private final Deque<Integer> waiting = new ArrayDeque<>();
        private boolean retired;

        public boolean offer(int work) {
            return !retired && waiting.add(work);
        }

        public List<Integer> run() {
            List<Integer> told = List.copyOf(waiting);
            waiting.clear();
            return told;
        }

        public boolean retire() {
            retired |= waiting.isEmpty();
            return retired;
        }
    }

    /** The lane as it is, on a host that counts. One thread stands for the executor, as a lane asks for one at a time. */
    @Param(name = "work", gen = IntGen.class, conf = "1:3")
    public static class RealLane implements Lane.Host {
        private final Lane lane = new Lane(new TreeRef(CrankedLane.TENANT, CrankedLane.TREE), this);
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger callers = new AtomicInteger();
        private final List<Posted<?>> decided = new ArrayList<>();

        @Operation
        public boolean offer(@Param(name = "work") int work) {
            return lane.offer(new Posted<>(new Numbered(work), Optional.empty()));
        }

        @Operation
        public boolean retire() {
            // Lincheck stops the clock: no time has passed, or less than none.
            return lane.retireAfter(Double.NEGATIVE_INFINITY);
        }

        /** Runs the lane where it asked for it; yields what its callers were told. */
        @Operation(nonParallelGroup = "worker")
        public List<Integer> run() {
            decided.clear();
            if (asked.get() > 0) {
                asked.decrementAndGet();
                lane.run();
            }
            return decided.stream()
                    .map(posted -> posted.answer().await().status())
                    .toList();
        }

        @Validate
        public void whoWaitsHasAWorkerThatComes() {
            if (callers.get() < 0 || callers.get() > 0 && asked.get() != 1) {
                throw new IllegalStateException(callers + " callers wait for " + asked + " workers");
            }
        }

        @Override
        public void execute(Lane asking) {
            if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("asked twice");
            }
        }

        @Override
        public void admit(int callersOfLane, boolean givesBack) {
            callers.incrementAndGet();
        }

        @Override
        public void left(int gone) {
            callers.addAndGet(-gone);
        }

        @Override
        public boolean keep(int quotas, int before) {
            return true;
        }

        @Override
        public void transact(Batch batch) {
            KeptTree tree = CrankedLane.newTree();
            Ledger ledger = tree.ledger(CrankedLane.TENANT, CrankedLane.NOW);
            batch.postings().forEach(posted -> posted.decide(ledger));
            decided.addAll(batch.postings());
            batch.ready(tree, ledger, false);
        }

        @Override
        public void waited(double seconds) {}

        @Override
        public void split() {}
    }

    /** A request that is answered with its number. */
    private record Numbered(int number) implements Posting<Integer> {
        @Override
        public Integer decide(Ledger ledger) {
            return number;
        }

        @Override
        public Answer answer(Integer decided) {
            return new Answer(decided, Map.of(), "");
        }
    }

    /** Planted: looks for more work, and lets the monitor go before it says that it sleeps. */
    @Param(name = "work", gen = IntGen.class, conf = "1:3")
    public static class SleepyLane {
        private final Deque<Integer> waiting = new ArrayDeque<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean running;
        private boolean retired;

        @Operation
        public synchronized boolean offer(@Param(name = "work") int work) {
            if (retired) {
                return false;
            }
            waiting.add(work);
            if (!running) {
                running = true;
                asked.incrementAndGet();
            }
            return true;
        }

        @Operation
        public synchronized boolean retire() {
            retired |= !running;
            return retired;
        }

        @Operation(nonParallelGroup = "worker")
        public List<Integer> run() {
            if (asked.get() == 0) {
                return List.of();
            }
            asked.decrementAndGet();
            List<Integer> batch = take();
            if (isMoreWaiting()) {
                asked.incrementAndGet();
            } else {
                running = false;
            }
            return batch;
        }

        private synchronized List<Integer> take() {
            List<Integer> batch = List.copyOf(waiting);
            waiting.clear();
            return batch;
        }

        private synchronized boolean isMoreWaiting() {
            return !waiting.isEmpty();
        }
    }

    /** The first who takes it has it. */
    public static class FirstComeFirstServed {
        private boolean taken;

        public boolean take() {
            boolean first = !taken;
            taken = true;
            return first;
        }
    }

    /** Work that the lane and its caller reach for. */
    public static class OneWork {
        private final Waiting<?> work = new Posted<>(new Numbered(1), Optional.empty());

        @Operation
        public boolean take() {
            return work.take();
        }
    }

    /** Planted: two who look at once both take it. */
    public static class LookingFirst {
        private volatile boolean taken;

        @Operation
        public boolean take() {
            if (taken) {
                return false;
            }
            taken = true;
            return true;
        }
    }
}
