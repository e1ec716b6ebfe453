package headroom.platform.http;

import headroom.kernel.TenantId;
import headroom.platform.Stopwatch;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One who listens. Events wait here until a thread has written them, one after the other; who does not read for so long that too
 * many wait, or that one is not written in time, is dropped and may resume. Thread-safe.
 */
final class Listener {
    /** Events that wait for one listener: what it may catch up at once, and some that come meanwhile. */
    static final int MAX_WAITING = 2 * EventStreams.MAX_CATCH_UP;

    /** Writing one event takes longer only where nobody reads, in seconds. */
    private static final long MAX_WRITE_SECONDS = 10;

    private final TenantId tenant;
    private final List<String> authorizations;
    private final Sse sse;
    private final SseEventSink sink;
    private final Executor executor;
    private final Deque<OutboundSseEvent> waiting = new ArrayDeque<>();

    private long told;
    private boolean last;
    private boolean ended;
    private @Nullable Stopwatch writing;
    private Stopwatch quiet = Stopwatch.start();

    Listener(TenantId tenant, List<String> authorizations, Sse sse, SseEventSink sink, Executor executor) {
        this.tenant = tenant;
        this.authorizations = List.copyOf(authorizations);
        this.sse = sse;
        this.sink = sink;
        this.executor = executor;
    }

    TenantId tenant() {
        return tenant;
    }

    List<String> authorizations() {
        return authorizations;
    }

    /** From now on events after this one are news to it. */
    synchronized void begin(long id) {
        told = id;
        add(sse.newEventBuilder().comment("listening").build());
    }

    /** Tells it of an event, unless it knows it. */
    synchronized void tell(StreamEvent event) {
        if (event.id() > told && !last) {
            told = event.id();
            add(sse.newEventBuilder()
                    .id(Long.toString(event.id()))
                    .name(event.type())
                    .data(String.class, event.data())
                    .build());
        }
    }

    /** A sign of life, where it has heard nothing for so long. */
    synchronized void reassure(double afterSeconds) {
        if (quiet.seconds() >= afterSeconds) {
            add(sse.newEventBuilder().comment("here").build());
        }
    }

    /** Ends it once it has what waits. */
    synchronized void endWhenTold() {
        last = true;
    }

    /** Whether it hears nothing any more. One that nothing can be written to is ended. */
    synchronized boolean isGone() {
        if (!ended && (sink.isClosed() || (writing != null && writing.seconds() > MAX_WRITE_SECONDS))) {
            end();
        }
        return ended;
    }

    /** Ends it now; what waits is not written any more. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        waiting.clear();
        try {
            // Closing may wait for who is writing.
            executor.execute(sink::close);
        } catch (RejectedExecutionException stopping) {
            sink.close();
        }
    }

    private void add(OutboundSseEvent event) {
        if (ended) {
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            end();
            return;
        }
        waiting.add(event);
        quiet = Stopwatch.start();
        if (writing == null) {
            writing = Stopwatch.start();
            try {
                executor.execute(this::write);
            } catch (RejectedExecutionException stopping) {
                end();
            }
        }
    }

    private void write() {
        for (OutboundSseEvent event = next(); event != null; event = next()) {
            if (!write(event)) {
                end();
            }
        }
    }

    private synchronized @Nullable OutboundSseEvent next() {
        OutboundSseEvent event = waiting.poll();
        writing = event == null ? null : Stopwatch.start();
        if (event == null && last) {
            end();
        }
        return event;
    }

    private boolean write(OutboundSseEvent event) {
        try {
            sink.send(event).toCompletableFuture().get(MAX_WRITE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
