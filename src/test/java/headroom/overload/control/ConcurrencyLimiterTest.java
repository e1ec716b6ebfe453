package headroom.overload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import headroom.overload.control.ConcurrencyLimiter.Permit;
import headroom.overload.rule.LimitOptions;
import headroom.overload.rule.Sample.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Permits on real threads. */
@Timeout(60)
class ConcurrencyLimiterTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger narrow = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void neverAreMoreUnderWayThanTheLimitHoweverTheyEnd() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.fixed(3), 200);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            callers.add(executor.submit(() -> {
                Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 40));
                Optional<Permit> permit = limiter.acquire(wait);
                if (permit.isPresent()) {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    Thread.sleep(1);
                    underWay.decrementAndGet();
                    Outcome outcome =
                            Outcome.values()[ThreadLocalRandom.current().nextInt(3)];
                    permit.get().end(outcome, true);
                    assertThat(permit.get().end(Outcome.SUCCESS, true)).isFalse();
                }
                return permit.isPresent();
            }));
        }
        int served = 0;
        for (Future<Boolean> caller : callers) {
            served += caller.get() ? 1 : 0;
        }
        assertThat(served).isPositive();
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(limiter.inFlight()).isZero();
        assertThat(limiter.waiting()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.acquire(Duration.ZERO)).isPresent();
        }
        assertThat(limiter.acquire(Duration.ZERO)).isEmpty();
    }

    @Test
    void whoWaitsIsServedInTheOrderOfTheirComing() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.fixed(1), 10);
        Permit first = limiter.acquire(Duration.ZERO).orElseThrow();
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            callers.add(executor.submit(() -> {
                Permit permit = limiter.acquire(LONG).orElseThrow();
                served.add(number);
                return permit.end(Outcome.SUCCESS, true);
            }));
            await().until(() -> limiter.waiting() == number + 1);
        }
        assertThat(limiter.acquire(Duration.ZERO)).as("nobody overtakes").isEmpty();
        first.end(Outcome.SUCCESS, true);
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void noMoreWaitThanMayAndNobodyLongerThanHeWould() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.fixed(1), 1);
        limiter.acquire(Duration.ZERO).orElseThrow();
        Future<Optional<Permit>> waiting = executor.submit(() -> limiter.acquire(Duration.ofMillis(300)));
        await().until(() -> limiter.waiting() == 1);
        assertThat(limiter.acquire(LONG)).as("one waits already").isEmpty();
        assertThat(waiting.get()).isEmpty();
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void whoIsInterruptedLeavesNothingBehind() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.fixed(1), 1);
        Permit permit = limiter.acquire(Duration.ZERO).orElseThrow();
        Thread waiting = new Thread(
                () -> assertThatThrownBy(() -> limiter.acquire(LONG)).isInstanceOf(InterruptedException.class));
        waiting.start();
        await().until(() -> limiter.waiting() == 1);
        waiting.interrupt();
        waiting.join();
        permit.end(Outcome.SUCCESS, true);
        assertThat(limiter.inFlight()).isZero();
        assertThat(limiter.acquire(Duration.ZERO)).isPresent();
    }

    @Test
    void whatPressesBackNarrowsItAndWhatEasesLetsIn() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.fixed(4), 4);
        narrow.set(1);
        Permit only = limiter.acquire(Duration.ZERO).orElseThrow();
        assertThat(limiter.acquire(Duration.ZERO)).isEmpty();
        narrow.set(0);
        only.end(Outcome.SUCCESS, true);
        assertThat(limiter.acquire(Duration.ZERO)).isEmpty();
        Future<Optional<Permit>> waiting = executor.submit(() -> limiter.acquire(LONG));
        await().until(() -> limiter.waiting() == 1);
        narrow.set(4);
        assertThat(limiter.acquire(Duration.ZERO))
                .as("and the one that waits before")
                .isPresent();
        assertThat(waiting.get()).isPresent();
    }

    @Test
    void aPermitThatEndsTwiceCountsOnce() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.gradient2(8, 1, 8), 0);
        Permit permit = limiter.acquire(Duration.ZERO).orElseThrow();
        assertThat(permit.end(Outcome.DROPPED, true)).isTrue();
        int lowered = limiter.adaptive().limit();
        for (int i = 0; i < 20; i++) {
            assertThat(permit.end(Outcome.DROPPED, true)).isFalse();
        }
        assertThat(limiter.adaptive().limit()).isEqualTo(lowered);
        assertThat(limiter.inFlight()).isZero();
        assertThat(limiter.adaptive().lastHour()).singleElement().satisfies(entry -> {
            assertThat(entry.calls()).isEqualTo(1);
            assertThat(entry.dropped()).isEqualTo(1);
            assertThat(entry.limitBefore()).isEqualTo(8);
            assertThat(entry.limitAfter()).isEqualTo(lowered);
        });
    }

    @Test
    void theLastHourIsKeptAndNoMoreHoweverManyCallsThereAre() throws Exception {
        ConcurrencyLimiter limiter = limiter(LimitOptions.vegas(4, 1, 100), 0);
        Instant begin = now;
        for (int second = 0; second < 2 * 3_600; second++) {
            now = begin.plusSeconds(second);
            for (int call = 0; call < 5; call++) {
                limiter.acquire(Duration.ZERO).orElseThrow().end(Outcome.SUCCESS, true);
            }
        }
        List<Decisions> hour = limiter.adaptive().lastHour();
        assertThat(hour).hasSize(DecisionLog.MAX_ENTRIES);
        assertThat(hour.get(0).from()).isEqualTo(begin.plusSeconds(2 * 3_600 - 10));
        assertThat(hour).allSatisfy(entry -> assertThat(entry.calls()).isEqualTo(50));
        for (int i = 1; i < hour.size(); i++) {
            assertThat(hour.get(i).limitAfter()).isEqualTo(hour.get(i - 1).limitBefore());
        }
        now = now.plusSeconds(7_200);
        assertThat(limiter.adaptive().lastHour()).isEmpty();
    }

    private ConcurrencyLimiter limiter(LimitOptions options, int maxWaiting) {
        return new ConcurrencyLimiter(options, maxWaiting, () -> now, limit -> Math.min(limit, narrow.get()));
    }
}
