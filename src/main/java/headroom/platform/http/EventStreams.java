package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Log;
import headroom.platform.MetricsRegistry;
import headroom.platform.Retries;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: tells listeners what is added to a log of events. A stream is resumed with {@code Last-Event-ID}
 * at any server, and ends with its token. The database is looked at once every half second for each tenant and kind that somebody
 * listens to here, whatever their number. Thread-safe.
 */
@ApplicationScoped
public class EventStreams {
    /** The executor that writes to listeners. */
    static final String EXECUTOR = "java:app/concurrent/streams";

    /** Listeners of one server: each may hold a thread while it is written to. */
    static final int MAX_LISTENERS = 64;

    /** Listeners of one tenant at one server, so that one tenant leaves room for others. */
    static final int MAX_LISTENERS_PER_TENANT = 16;

    /** Events that one who resumes hears at once; where there are more its stream ends after them, and it resumes again. */
    static final int MAX_CATCH_UP = 1_000;

    /** Events read at once of those that are new. */
    static final int MAX_READ = 500;

    /** Who hears nothing else hears a comment so often. */
    static final double HEARTBEAT_SECONDS = 15;

    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final Log LOG = Log.of(EventStreams.class);

    private final Map<Subject, Feed> feeds = new ConcurrentHashMap<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    @Inject
    private StandingTokens tokens;

    @Inject
    private MetricsRegistry metrics;

    @Resource(lookup = EXECUTOR)
    private ManagedExecutorService executor;

    private record Subject(EventLog log, TenantId tenant) {}

    @PostConstruct
    void declare() {
        GaugeWithCallback.builder()
                .name("headroom_stream_listeners")
                .help("Listeners to server-sent events at this server.")
                .callback(callback -> callback.call(listeners.size()))
                .register(metrics.registry());
    }

    /**
     * Lets the caller of a request listen, until it goes, its token ends, or it does not keep up.
     *
     * @throws RefusedException where {@code Last-Event-ID} is none of ours, or too many listen: with
     *     {@link Refusal.Kind#THROTTLED} of the tenant's, with {@link Refusal.Kind#UNAVAILABLE} of all
     */
    public void open(EventLog log, TenantId tenant, HttpServletRequest request, Sse sse, SseEventSink sink) {
        OptionalLong after = lastEventId(request.getHeader(HttpHeaders.LAST_EVENT_ID_HEADER));
        List<String> authorizations = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        Listener listener = new Listener(tenant, authorizations, sse, sink, executor);
        admit(listener);
        boolean joined = false;
        try {
            while (!joined) {
                joined = feeds.computeIfAbsent(new Subject(log, tenant), subject -> new Feed(log, tenant))
                        .join(listener, after);
            }
        } finally {
            if (!joined) {
                listeners.remove(listener);
            }
        }
    }

    /** Tells everybody what is new. */
    void tick() {
        feeds.forEach((subject, feed) -> {
            Retries.attempt(feed::poll)
                    .ifPresent(failed -> LOG.error("a stream could not be read on; it is later", Map.of(), failed));
            if (feed.isDone(tokens)) {
                feeds.remove(subject, feed);
            }
        });
        listeners.removeIf(Listener::isGone);
    }

    @PreDestroy
    void stop() {
        listeners.forEach(Listener::end);
    }

    private synchronized void admit(Listener listener) {
        listeners.removeIf(Listener::isGone);
        long own = listeners.stream()
                .filter(other -> other.tenant().equals(listener.tenant()))
                .count();
        if (own >= MAX_LISTENERS_PER_TENANT) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.THROTTLED,
                    "the tenant has " + own + " listeners at this server, as many as it may; one must end before"));
        }
        if (listeners.size() >= MAX_LISTENERS) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.UNAVAILABLE, "the server has as many listeners as it may; try another or later"));
        }
        listeners.add(listener);
    }

    private static OptionalLong lastEventId(@Nullable String header) {
        if (header == null) {
            return OptionalLong.empty();
        }
        if (!ID.matcher(header).matches()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "a header breaks the contract",
                    List.of(new FieldError(HttpHeaders.LAST_EVENT_ID_HEADER, "must be the id of an event"))));
        }
        return OptionalLong.of(Long.parseLong(header));
    }
}
