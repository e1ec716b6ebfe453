package headroom.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One thread, one selector, as many connections as talks. Closed loop: each connection sends its next request when the
 * one before is answered. Open loop: requests have their times; one whose time has come takes the connection that is
 * free longest, or waits for one, and its latency counts from its time, so that a pause of the server is seen by all
 * requests that fall into it.
 */
public final class LoadGenerator {
    /** What is still open at the end is waited for so long. */
    private static final long DRAIN_NANOS = Duration.ofSeconds(30).toNanos();

    private static final long LONG_WAIT_MILLIS = 20;
    private static final long SHORT_WAIT_NANOS = 100_000;
    private static final int MAX_LOST = 10_000;

    private final Selector selector;
    private final Pace pace;
    private final Recorder recorder;
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final long endNanos;
    private long freeSince;
    private int lost;

    private LoadGenerator(Selector selector, Pace pace, Recorder recorder, long endNanos) {
        this.selector = selector;
        this.pace = pace;
        this.recorder = recorder;
        this.endNanos = endNanos;
    }

    /** Runs a load, with a connection for each talk, and tells what was seen. */
    public static Measurement run(
            InetSocketAddress address, List<? extends Talk> talks, Pace pace, Window window, Supplier<CpuTimes> cpu) {
        try (Selector selector = Selector.open()) {
            List<Connection> connections = new ArrayList<>();
            for (Talk talk : talks) {
                connections.add(new Connection(address, selector, talk));
            }
            long begin = System.nanoTime();
            long from = begin + window.leadIn().toNanos();
            long end = from + window.counted().toNanos();
            Recorder recorder = new Recorder(from, end, pace.isOpen());
            LoadGenerator generator = new LoadGenerator(selector, pace, recorder, end);
            generator.connections.addAll(connections);
            CpuSampler sampler = new CpuSampler(cpu, from, end);
            generator.run(begin);
            return recorder.measurement(sampler.used());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void run(long begin) throws IOException {
        pace.begin(begin);
        freeSince = begin;
        idle.addAll(connections);
        long deadline = endNanos + DRAIN_NANOS;
        long now = begin;
        while (now < deadline && !isOver(now)) {
            dispatch(now);
            await(now);
            now = System.nanoTime();
        }
        for (Connection connection : connections) {
            if (!idle.contains(connection)) {
                recorder.lost(connection.dueNanos(), now);
            }
            connection.close();
        }
    }

    private boolean isOver(long now) {
        return now >= endNanos
                && idle.size() == connections.size()
                && pace.nextDueNanos(now) >= endNanos
                && connections.stream().allMatch(connection -> connection.talk().isAtRest());
    }

    private void dispatch(long now) throws IOException {
        while (!idle.isEmpty() && isDue(now)) {
            send(idle.poll(), pace.nextDueNanos(now));
            pace.advance();
        }
        if (now >= endNanos) {
            finishTalks(now);
        }
    }

    private boolean isDue(long now) {
        long due = pace.nextDueNanos(now);
        return due <= now && due < endNanos;
    }

    /** After the end only what belongs to a request before it is still sent. */
    private void finishTalks(long now) throws IOException {
        for (int waiting = idle.size(); waiting > 0; waiting--) {
            Connection connection = idle.remove();
            if (connection.talk().isAtRest()) {
                idle.add(connection);
            } else {
                send(connection, now);
            }
        }
    }

    private void send(Connection connection, long due) throws IOException {
        long now = System.nanoTime();
        recorder.sent(due, now - Math.max(due, freeSince));
        try {
            connection.send(due);
        } catch (IOException closed) {
            lost(connection, now);
        }
    }

    private void await(long now) throws IOException {
        long wait = pace.nextDueNanos(now) - now;
        if (idle.isEmpty() || now >= endNanos) {
            selector.select(key -> proceed((Connection) key.attachment()), LONG_WAIT_MILLIS);
        } else if (wait > SHORT_WAIT_NANOS) {
            LockSupport.parkNanos(SHORT_WAIT_NANOS);
            selector.selectNow(key -> proceed((Connection) key.attachment()));
        } else {
            selector.selectNow(key -> proceed((Connection) key.attachment()));
        }
    }

    private void proceed(Connection connection) {
        try {
            if (connection.proceed()) {
                long now = System.nanoTime();
                AnswerReader answer = connection.answer();
                int units = connection.talk().answered(answer);
                recorder.answered(connection.dueNanos(), now, answer.status(), answer.isSuccess(), units);
                free(connection, now);
            }
        } catch (IOException closed) {
            lost(connection, System.nanoTime());
        }
    }

    private void free(Connection connection, long now) {
        if (idle.isEmpty()) {
            freeSince = now;
        }
        idle.add(connection);
    }

    private void lost(Connection connection, long now) {
        recorder.lost(connection.dueNanos(), now);
        if (++lost > MAX_LOST) {
            throw new IllegalStateException("the server closes connection after connection");
        }
        try {
            connection.reopen();
        } catch (IOException gone) {
            throw new UncheckedIOException("the server takes no connection", gone);
        }
        free(connection, now);
    }
}
