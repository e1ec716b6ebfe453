package headroom.platform.http;

import headroom.kernel.Caller;
import headroom.platform.Ids;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What identifies the request that this thread is serving. Set and cleared by {@link RequestContextFilter}; outside a
 * request, as in a timer, there is one without a trace.
 */
public final class RequestContext {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<@Nullable RequestContext> CURRENT = new ThreadLocal<>();

    private final String requestId;
    private final Optional<String> traceId;
    private final Optional<String> sourceAddress;
    private @Nullable Caller caller;

    private RequestContext(String requestId, Optional<String> traceId, Optional<String> sourceAddress) {
        this.requestId = requestId;
        this.traceId = traceId;
        this.sourceAddress = sourceAddress;
    }

    /** The context of this thread's request. */
    public static RequestContext current() {
        RequestContext context = CURRENT.get();
        return context == null ? new RequestContext("-", Optional.empty(), Optional.empty()) : context;
    }

    /**
     * Begins a request.
     *
     * @param requestId the caller's {@code X-Request-Id}; another is made where it is missing or not 1 to 64 of
     *     {@code A-Z a-z 0-9 . _ -}
     * @param traceParent the caller's W3C trace context; passed over where it is malformed
     * @param sourceAddress the network address that the request came from
     */
    static RequestContext begin(
            @Nullable String requestId, @Nullable String traceParent, @Nullable String sourceAddress) {
        String id = requestId != null && REQUEST_ID.matcher(requestId).matches()
                ? requestId
                : Ids.next().toString();
        Optional<String> trace = Optional.ofNullable(traceParent)
                .map(TRACE_PARENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
        RequestContext context = new RequestContext(id, trace, Optional.ofNullable(sourceAddress));
        CURRENT.set(context);
        return context;
    }

    /** Does a part of this request's work on another thread. */
    public <T> T on(Supplier<T> work) {
        RequestContext before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    static void end() {
        CURRENT.remove();
    }

    public String requestId() {
        return requestId;
    }

    /** Says who makes this request; once its token has been validated. */
    public void identify(Caller validated) {
        caller = validated;
    }

    /** Who makes this request; nobody in a timer, or before the token has been validated. */
    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** The network address that the request came from. */
    public Optional<String> sourceAddress() {
        return sourceAddress;
    }

    /** The caller's trace id, 32 hexadecimal digits. */
    public Optional<String> traceId() {
        return traceId;
    }
}
