package headroom.breaker.boundary;

import headroom.kernel.TenantId;
import headroom.platform.http.EventLog;
import headroom.platform.http.StreamEvent;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The moves of a tenant's breakers, to be streamed. */
@ApplicationScoped
public class BreakerEvents implements EventLog {
    private static final String MOVED = "breaker.moved";

    @Inject
    private ReadingBreakers reading;

    @Override
    public long newest(TenantId tenant) {
        return reading.newest(tenant);
    }

    @Override
    public List<StreamEvent> after(TenantId tenant, long id, int limit) {
        return reading.after(tenant, id, limit).stream()
                .map(moved -> new StreamEvent(moved.id(), MOVED, Json.write(moved)))
                .toList();
    }
}
