package headroom.quota.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneWorkersTest {
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final LaneWorkers workers = workers();

    @Test
    void aWorkerThatNeverBeginsIsReplacedAndFindsItsPlaceTakenWhenItDoes() throws Exception {
        for (int i = 0; i < LaneWorkers.MAX_AT_WORK; i++) {
            workers.execute(() -> {});
        }
        assertThat(given).hasSize(LaneWorkers.MAX_AT_WORK);
        CountDownLatch done = new CountDownLatch(1);
        workers.execute(done::countDown);
        workers.replaceLost();
        assertThat(given).as("none is lost yet").hasSize(LaneWorkers.MAX_AT_WORK);
        Thread.sleep(1_100);
        workers.replaceLost();
        assertThat(given).as("one, which calls the others").hasSize(LaneWorkers.MAX_AT_WORK + 1);
        for (int i = 0; i < LaneWorkers.MAX_AT_WORK; i++) {
            given.remove().run();
        }
        assertThat(done.getCount()).as("the lost ones do nothing").isEqualTo(1);
        Thread replacement = new Thread(given.remove());
        replacement.start();
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        replacement.interrupt();
        replacement.join();
    }

    /** Workers on an executor that keeps what it is given. */
    private LaneWorkers workers() {
        try {
            LaneWorkers made = new LaneWorkers();
            Field executor = LaneWorkers.class.getDeclaredField("executor");
            executor.setAccessible(true);
            executor.set(
                    made,
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ManagedExecutorService.class},
                            (proxy, method, arguments) -> given.add((Runnable) arguments[0]) ? null : null));
            return made;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
