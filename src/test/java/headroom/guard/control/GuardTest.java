package headroom.guard.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.breaker.rule.State;
import headroom.breaker.rule.Transition;
import headroom.guard.rule.GuardOptions;
import headroom.overload.control.BackpressureHandler;
import headroom.overload.control.Limiters;
import headroom.overload.control.Target;
import headroom.platform.downstream.Call;
import headroom.platform.downstream.Ended;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls through a guard, on real threads and a clock that the test moves. */
@Timeout(60)
class GuardTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
    private static final GuardOptions OPTIONS = options(2, 0, Duration.ZERO, Duration.ofSeconds(5));

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<State> states = new ArrayList<>();
    private volatile Instant now = BEGIN;

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aCallEndsAsItsValueOrItsFailure() {
        Guard guard = guard(OPTIONS);
        assertThat(guard.call(() -> "yes")).isEqualTo(new Ended.Value<>("yes"));
        IOException no = new IOException("no");
        assertThat(guard.call(failing(no))).isEqualTo(new Ended.Failed<>(no));
        assertThatThrownBy(() -> guard.call(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(guard.call(() -> "still there")).isEqualTo(new Ended.Value<>("still there"));
    }

    @Test
    void neverAreMoreUnderWayThanArePermitted() throws Exception {
        Guard guard = guard(options(3, 100, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Ended<Integer>>> callers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            callers.add(executor.submit(() -> guard.call(() -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                pause(5);
                return underWay.decrementAndGet();
            })));
        }
        for (Future<Ended<Integer>> caller : callers) {
            assertThat(caller.get()).isInstanceOf(Ended.Value.class);
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void whoFindsNoPermitHearsSoAtOnceAndOthersAreFreeAgainLater() throws Exception {
        Guard guard = guard(OPTIONS);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Ended<String>>> holders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            holders.add(executor.submit(() -> guard.call(() -> held(begun, go))));
        }
        begun.await();
        assertThat(guard.call(() -> "third")).isEqualTo(refused(Ended.Why.TOO_MANY));
        go.countDown();
        for (Future<Ended<String>> holder : holders) {
            assertThat(holder.get()).isEqualTo(new Ended.Value<>("held"));
        }
        await(() -> guard.call(() -> "third").equals(new Ended.Value<>("third")));
    }

    @Test
    void aCallThatTheExecutorLosesIsHandedOverAgainAndMadeOnce() {
        AtomicInteger handed = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        Executor losing = task -> {
            if (handed.incrementAndGet() > 2) {
                executor.execute(task);
                executor.execute(task);
            }
        };
        Guard guard = guard(options(1, 0, Duration.ZERO, Duration.ofSeconds(10)), losing);
        assertThat(guard.call(made::incrementAndGet)).isEqualTo(new Ended.Value<>(1));
        assertThat(guard.call(made::incrementAndGet)).isEqualTo(new Ended.Value<>(2));
    }

    @Test
    void whoHearsOfTheEndFindsThePermitFree() {
        Guard guard = guard(options(1, 0, Duration.ZERO, Duration.ofSeconds(5)));
        for (int i = 0; i < 5_000; i++) {
            int value = i;
            assertThat(guard.call(() -> value)).isEqualTo(new Ended.Value<>(i));
        }
    }

    @Test
    void aCallThatIsLateIsGivenUpAndHoldsItsPermitUntilItsThreadIsFree() {
        Guard guard = guard(options(1, 0, Duration.ZERO, Duration.ofMillis(100)));
        CountDownLatch abandoned = new CountDownLatch(1);
        AtomicBoolean holding = new AtomicBoolean(true);
        Ended<String> late = guard.call(new Call<>() {
            @Override
            public String make() {
                while (holding.get()) {
                    Thread.onSpinWait();
                }
                return "too late";
            }

            @Override
            public void abandon() {
                abandoned.countDown();
            }
        });
        assertThat(late).isEqualTo(refused(Ended.Why.TIMED_OUT));
        assertThat(abandoned.getCount()).isZero();
        assertThat(guard.call(() -> "next")).isEqualTo(refused(Ended.Why.TOO_MANY));
        holding.set(false);
        await(() -> guard.call(() -> "next").equals(new Ended.Value<>("next")));
        // Were the permit given back twice, two could hold it now.
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        executor.submit(() -> guard.call(() -> held(begun, go)));
        assertThat(join(begun)).isTrue();
        assertThat(guard.call(() -> "second")).isEqualTo(refused(Ended.Why.TOO_MANY));
        go.countDown();
    }

    @Test
    void whatTheExecutorLosesOrRefusesCostsNoPermit() {
        ConcurrentLinkedQueue<Runnable> lost = new ConcurrentLinkedQueue<>();
        Guard losing = guard(options(1, 0, Duration.ZERO, Duration.ofMillis(20)), lost::add);
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertThat(losing.call(made::incrementAndGet)).isEqualTo(refused(Ended.Why.TIMED_OUT));
        }
        // And what was given up is not made when its thread comes after all.
        lost.forEach(Runnable::run);
        assertThat(made).hasValue(0);
        assertThat(losing.call(made::incrementAndGet)).isEqualTo(refused(Ended.Why.TIMED_OUT));

        Guard stopped = guard(OPTIONS, task -> {
            throw new RejectedExecutionException("stopped");
        });
        for (int i = 0; i < 10; i++) {
            assertThat(stopped.call(() -> "never")).isEqualTo(refused(Ended.Why.TOO_MANY));
        }
        assertThat(states).as("nobody's fault").doesNotContain(State.OPEN);
    }

    @Test
    void anIllTargetIsSparedAndThenProbed() {
        Guard guard = guard(OPTIONS);
        for (int i = 0; i < 5; i++) {
            guard.call(failing(new IOException("ill")));
        }
        AtomicInteger made = new AtomicInteger();
        Instant retryAt = BEGIN.plusSeconds(10);
        assertThat(guard.call(made::incrementAndGet))
                .isEqualTo(new Ended.Refused<>(Ended.Why.OPEN, Optional.of(retryAt)));
        now = retryAt.minusMillis(1);
        assertThat(guard.call(made::incrementAndGet)).isInstanceOf(Ended.Refused.class);
        now = retryAt;
        guard.call(failing(new IOException("still ill")));
        assertThat(states).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        now = retryAt.plusSeconds(19);
        assertThat(guard.call(made::incrementAndGet)).as("twice as long").isInstanceOf(Ended.Refused.class);
        now = retryAt.plusSeconds(20);
        assertThat(guard.call(made::incrementAndGet)).isEqualTo(new Ended.Value<>(1));
        assertThat(guard.call(made::incrementAndGet)).isEqualTo(new Ended.Value<>(2));
        assertThat(states).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    void aValueThatIsNotGoodIsAFailureOfTheTarget() {
        Guard guard = guard(OPTIONS);
        Call<Integer> status = new Call<>() {
            @Override
            public Integer make() {
                return 503;
            }

            @Override
            public boolean isGood(Integer value) {
                return value < 500;
            }
        };
        for (int i = 0; i < 5; i++) {
            assertThat(guard.call(status)).isEqualTo(new Ended.Value<>(503));
        }
        assertThat(guard.call(status)).isInstanceOf(Ended.Refused.class);
    }

    @Test
    void aProbeThatIsGivenUpReopens() {
        Guard guard = guard(options(2, 0, Duration.ZERO, Duration.ofMillis(50)));
        for (int i = 0; i < 5; i++) {
            guard.call(failing(new IOException("ill")));
        }
        now = BEGIN.plusSeconds(10);
        assertThat(guard.call(() -> {
                    pause(5_000);
                    return "late";
                }))
                .isEqualTo(refused(Ended.Why.TIMED_OUT));
        assertThat(states).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
    }

    @Test
    void theTargetThatWasCalledLongestAgoIsForgotten() {
        Guards guards = Guards.on(executor, () -> now, new PrometheusRegistry());
        Guard first = guards.before(target("kind", "0"), OPTIONS);
        for (int i = 1; i < Guards.MAX_TARGETS; i++) {
            guards.before(target("kind", Integer.toString(i)), OPTIONS);
        }
        assertThat(guards.before(target("kind", "0"), OPTIONS)).isSameAs(first);
        Guard second = guards.before(target("kind", "1"), OPTIONS);
        guards.before(target("another kind", "0"), OPTIONS);
        assertThat(guards.remembered()).isEqualTo(Guards.MAX_TARGETS);
        assertThat(guards.before(target("kind", "0"), OPTIONS)).isSameAs(first);
        assertThat(guards.before(target("kind", "1"), OPTIONS)).isSameAs(second);
        guards.before(target("kind", "2"), OPTIONS);
        assertThat(guards.remembered()).isEqualTo(Guards.MAX_TARGETS);
    }

    private Guard guard(GuardOptions options) {
        return guard(options, executor);
    }

    private Guard guard(GuardOptions options, Executor on) {
        BackpressureHandler backpressure = BackpressureHandler.by(() -> now, () -> 1);
        return new Guard(
                options,
                target("kind", "name"),
                Limiters.by(() -> now, backpressure),
                backpressure,
                on,
                () -> now,
                this::told);
    }

    private static Target target(String kind, String name) {
        return new Target(kind, "", name);
    }

    private void told(Transition transition) {
        states.add(transition.to().state());
    }

    private static GuardOptions options(int permits, int maxWaiting, Duration maxWait, Duration limit) {
        return GuardOptions.fixed(
                permits,
                maxWaiting,
                maxWait,
                limit,
                GuardOptions.sparing(Duration.ofSeconds(10), Duration.ofMinutes(1)));
    }

    private static Call<String> failing(IOException failure) {
        return () -> {
            throw failure;
        };
    }

    private static <T> Ended<T> refused(Ended.Why why) {
        return new Ended.Refused<>(why, Optional.empty());
    }

    private static String held(CountDownLatch begun, CountDownLatch go) {
        begun.countDown();
        assertThat(join(go)).isTrue();
        return "held";
    }

    private static boolean join(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition::getAsBoolean);
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
