package headroom.alert.control;

import headroom.alert.control.CloudEvent.Heard;
import headroom.kernel.AlertType;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Turns what was heard into the list of alerts, each message once however often it comes; one transaction at a time does. */
@ApplicationScoped
public class AlertInbox {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Alerts alerts;

    @Inject
    private AlertEvents events;

    /**
     * Takes these messages in their order.
     *
     * @return those that were not heard before
     */
    public List<Heard> take(Collection<Heard> messages) {
        events.hold();
        Set<UUID> fresh = firsts(messages);
        List<Heard> taken =
                messages.stream().filter(heard -> fresh.remove(heard.id())).toList();
        for (Heard heard : taken) {
            if (heard.news().type().effect() == AlertType.Effect.RAISES) {
                alerts.raise(heard);
            } else {
                alerts.clear(heard);
            }
        }
        return taken;
    }

    private Set<UUID> firsts(Collection<Heard> messages) {
        List<?> ids = entities.createNativeQuery("""
                        insert into alert_inbox (message_id, tenant_id)
                        select n.id, n.tenant from unnest(cast(?1 as uuid[]), cast(?2 as text[])) as n (id, tenant)
                        on conflict do nothing returning cast(message_id as text)
                        """)
                .setParameter(1, Sql.array(messages, Heard::id))
                .setParameter(2, Sql.array(messages, Heard::tenant))
                .getResultList();
        return ids.stream().map(Sql::uuid).collect(Collectors.toSet());
    }
}
