package headroom.alert.control;

import headroom.alert.control.CloudEvent.Heard;
import headroom.kernel.TenantId;
import headroom.platform.TransactionLocks;
import headroom.platform.http.EventLog;
import headroom.platform.http.StreamEvent;
import headroom.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What happened to alerts, for those who listen: only ever added to, and forgotten after a while. One transaction at a time adds,
 * over all servers, so that an event with a smaller number never becomes visible after one with a larger.
 */
@ApplicationScoped
public class AlertEvents implements EventLog {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    @Inject
    private Alerts alerts;

    /** Lets nobody else add until the transaction ends; to be called before anything else of alerts is locked. */
    public void hold() {
        locks.hold("alert events");
    }

    /** Adds what was heard; tells whether it is to disturb nobody. The caller {@linkplain #hold() holds} the events. */
    public boolean add(Heard heard, String message) {
        boolean muted = alerts.isMuted(heard.tenant(), heard.news().key());
        insert(heard.tenant(), heard.id(), heard.news().type().type(), message);
        return muted;
    }

    /** Adds that a person has done something with an alert. The caller {@linkplain #hold() holds} the events. */
    public void add(TenantId tenant, UUID alert, String type, String by) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("alert_id", alert);
        body.put("by", by);
        insert(tenant, alert, type, Json.write(body));
    }

    private void insert(TenantId tenant, UUID id, String type, String body) {
        entities.createNativeQuery("""
                        insert into alert_events (tenant_id, message_id, type, body)
                        values (?1, cast(?2 as uuid), ?3, cast(?4 as json))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id.toString())
                .setParameter(3, type)
                .setParameter(4, body)
                .executeUpdate();
    }

    @Override
    public List<StreamEvent> after(TenantId tenant, long id, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select sequence, type, cast(body as text) from alert_events
                        where tenant_id = ?1 and sequence > ?2 order by sequence
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, id)
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new StreamEvent(((Number) row[0]).longValue(), row[1].toString(), row[2].toString()))
                .toList();
    }

    @Override
    public long newest(TenantId tenant) {
        return ((Number) entities.createNativeQuery(
                                "select coalesce(max(sequence), 0) from alert_events where tenant_id = ?1")
                        .setParameter(1, tenant.value())
                        .getSingleResult())
                .longValue();
    }
}
