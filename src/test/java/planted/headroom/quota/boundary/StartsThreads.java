package planted.headroom.quota.boundary;

import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Every way to a thread that the container does not know. */
public class StartsThreads extends Thread {
    void thread() {
        new Thread(() -> {}).start();
    }

    void timer() {
        new Timer();
    }

    void executors() {
        Executors.newCachedThreadPool();
    }

    void async() {
        CompletableFuture.runAsync(() -> {});
    }

    void commonPool() {
        ForkJoinPool.commonPool();
    }

    void parallelStream() {
        List.of(1).parallelStream().count();
    }

    void parallelRange() {
        IntStream.range(0, 9).parallel().count();
    }

    void allowed(Executor managed) {
        CompletableFuture.runAsync(() -> {}, managed);
    }
}
