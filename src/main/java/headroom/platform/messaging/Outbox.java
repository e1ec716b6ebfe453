package headroom.platform.messaging;

import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.Settings;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Messages that wait to be sent. They are written in the transaction of what they tell, so that there is never one without the
 * other, and no transaction waits for a broker. Without a {@linkplain Settings#HEADROOM_BROKER_URL broker} nothing is kept.
 */
@ApplicationScoped
public class Outbox {
    @PersistenceContext
    private EntityManager entities;

    /**
     * A message.
     *
     * @param sequence in this order they are sent
     * @param id names it for ever: a broker takes what was sent twice under one id once
     * @param topic where it goes
     * @param body JSON text
     */
    record Message(long sequence, UUID id, TenantId tenant, String topic, String body) {}

    /** Has a message sent once the transaction is durable, where there is a broker. */
    public void add(TenantId tenant, String topic, String body) {
        if (!Broker.isConfigured()) {
            return;
        }
        entities.createNativeQuery("""
                        insert into outbox (id, tenant_id, topic, body) values (cast(?1 as uuid), ?2, ?3, ?4)
                        """)
                .setParameter(1, Ids.next().toString())
                .setParameter(2, tenant.value())
                .setParameter(3, topic)
                .setParameter(4, body)
                .executeUpdate();
    }

    /** Lets nobody else send until the transaction ends, so that all goes in order; false where somebody does. */
    boolean holdSending() {
        Object held = entities.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended('outbox', 0))")
                .getSingleResult();
        return Boolean.TRUE.equals(held);
    }

    /** The messages that wait longest. */
    List<Message> next(int limit) {
        List<?> rows = entities.createNativeQuery(
                        "select sequence, id, tenant_id, topic, body from outbox order by sequence")
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Message(
                        ((Number) row[0]).longValue(),
                        Sql.uuid(row[1]),
                        new TenantId(row[2].toString()),
                        row[3].toString(),
                        row[4].toString()))
                .toList();
    }

    /** These are the broker's now. */
    void sent(Collection<Message> messages) {
        entities.createNativeQuery("delete from outbox where sequence = any (cast(?1 as bigint[]))")
                .setParameter(1, Sql.array(messages, Message::sequence))
                .executeUpdate();
    }
}
