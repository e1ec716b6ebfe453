package headroom.platform.http;

import headroom.kernel.TenantId;
import java.util.List;

/**
 * Events that are kept, so that a stream of them can be resumed at any server. One instance for each kind: it is what
 * listeners to the same thing have in common. Called behind the tenant's wall, from requests and from a timer; thread-safe.
 */
public interface EventLog {
    /** The newest event's id; 0 where there is none. */
    long newest(TenantId tenant);

    /** Events after this id, the oldest first. Whoever adds them sees to it that none appears later with a smaller id. */
    List<StreamEvent> after(TenantId tenant, long id, int limit);
}
