package headroom.platform.http;

import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the listeners of one tenant to one kind of events have in common: one look at the database for all of them. Thread-safe.
 */
final class Feed {
    private final EventLog log;
    private final TenantId tenant;
    private final List<Listener> listeners = new ArrayList<>();
    private long position;
    private boolean retired;

    Feed(EventLog log, TenantId tenant) {
        this.log = log;
        this.tenant = tenant;
    }

    /**
     * Lets one listen.
     *
     * @param after the event that it knows; the newest when empty
     * @return false where the feed has been given up meanwhile
     */
    synchronized boolean join(Listener listener, OptionalLong after) {
        if (retired) {
            return false;
        }
        long newest = log.newest(tenant);
        // An id that nothing has yet was another database's.
        long known = Math.min(after.orElse(newest), newest);
        List<StreamEvent> missed = known < newest ? log.after(tenant, known, EventStreams.MAX_CATCH_UP + 1) : List.of();
        boolean tooMany = missed.size() > EventStreams.MAX_CATCH_UP;
        listener.begin(known);
        missed.stream().limit(EventStreams.MAX_CATCH_UP).forEach(listener::tell);
        if (tooMany) {
            listener.endWhenTold();
        }
        if (listeners.isEmpty()) {
            position = newest;
        }
        listeners.add(listener);
        return true;
    }

    /** Reads what is new, and tells everybody. */
    synchronized void poll() {
        for (StreamEvent event : TenantWall.within(tenant, () -> log.after(tenant, position, EventStreams.MAX_READ))) {
            position = event.id();
            listeners.forEach(listener -> listener.tell(event));
        }
    }

    /** Ends those that may listen no more and those that are gone; whether nobody is left, and then nobody comes any more. */
    synchronized boolean isDone(StandingTokens tokens) {
        listeners.forEach(listener -> {
            if (!tokens.stand(listener.authorizations())) {
                listener.end();
            }
            listener.reassure(EventStreams.HEARTBEAT_SECONDS);
        });
        listeners.removeIf(Listener::isGone);
        retired = listeners.isEmpty();
        return retired;
    }
}
