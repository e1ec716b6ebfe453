package headroom.bench.load;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads processor times at the two ends of a window, beside the thread that makes the load. */
final class CpuSampler {
    private final CompletableFuture<CpuTimes> used;

    CpuSampler(Supplier<CpuTimes> source, long fromNanos, long toNanos) {
        CompletableFuture<CpuTimes> before = at(fromNanos, source);
        this.used = before.thenCombine(at(toNanos, source), (first, last) -> last.minus(first));
    }

    CpuTimes used() {
        return used.join();
    }

    private static CompletableFuture<CpuTimes> at(long nanos, Supplier<CpuTimes> source) {
        long delay = Math.max(0, nanos - System.nanoTime());
        return CompletableFuture.supplyAsync(source, CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS));
    }
}
