package headroom.platform.messaging;

import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.Settings;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Messages that wait to be sent. They are written in the transaction of what they tell, so that there is never one without the
 * other, and no transaction waits for a broker. Those of one key are sent in the order in which they were written, which is the
 * order of what they tell as long as who writes holds what the key names. Without a
 * {@linkplain Settings#HEADROOM_BROKER_URL broker} only what the service itself hears is kept.
 */
@ApplicationScoped
public class Outbox {
    /** What waits first for its key, where nobody is sending of that key: its lock is the key's. */
    private static final String FIRSTS = """
            select o.order_key from outbox o
            where o.refused_at is null and not exists (
                select 1 from outbox e
                where e.order_key = o.order_key and e.sequence < o.sequence and e.refused_at is null)
            order by o.sequence limit ?1 for update of o skip locked
            """;

    private static final String OF_KEYS = """
            select sequence, id, tenant_id, topic, order_key, body from outbox
            where refused_at is null and order_key = any (cast(?1 as text[])) order by sequence limit ?2
            """;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    @Any
    private Instance<TopicListener> listeners;

    /**
     * A message.
     *
     * @param sequence in this order those of one key are sent
     * @param id names it for ever: a broker takes what was sent twice under one id once
     * @param topic where it goes
     * @param body JSON text
     */
    record Message(long sequence, UUID id, TenantId tenant, String topic, String orderKey, String body) {}

    /**
     * A message to be sent.
     *
     * @param id names it for ever
     * @param orderKey what its order is kept with; at most 200 characters
     * @param body JSON text
     */
    public record Draft(UUID id, String orderKey, String body) {}

    /** Has a message sent once the transaction is durable, where anybody can hear it. */
    public void add(TenantId tenant, String topic, String orderKey, String body) {
        add(tenant, topic, List.of(new Draft(Ids.next(), orderKey, body)));
    }

    /** Has messages sent in this order. */
    public void add(TenantId tenant, String topic, Collection<Draft> drafts) {
        if (drafts.isEmpty() || !(Broker.isConfigured() || isHeardHere(topic))) {
            return;
        }
        entities.createNativeQuery("""
                        insert into outbox (id, tenant_id, topic, order_key, body)
                        select n.id, ?1, ?2, n.order_key, n.body
                        from unnest(cast(?3 as uuid[]), cast(?4 as text[]), cast(?5 as text[]))
                             with ordinality as n (id, order_key, body, place)
                        order by n.place
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, topic)
                .setParameter(3, Sql.array(drafts, Draft::id))
                .setParameter(4, Sql.array(drafts, Draft::orderKey))
                .setParameter(5, Sql.array(drafts, Draft::body))
                .executeUpdate();
    }

    private boolean isHeardHere(String topic) {
        return listeners.stream().anyMatch(listener -> listener.topic().equals(topic));
    }

    /**
     * The messages that wait longest, of keys that nobody else is sending of; nobody else will until the transaction ends.
     *
     * @param limit messages at most
     */
    List<Message> next(int limit) {
        List<?> keys = entities.createNativeQuery(FIRSTS).setParameter(1, limit).getResultList();
        if (keys.isEmpty()) {
            return List.of();
        }
        List<?> rows = entities.createNativeQuery(OF_KEYS)
                .setParameter(1, Sql.array(keys))
                .setParameter(2, limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Message(
                        ((Number) row[0]).longValue(),
                        Sql.uuid(row[1]),
                        new TenantId(row[2].toString()),
                        row[3].toString(),
                        row[4].toString(),
                        row[5].toString()))
                .toList();
    }

    /** These are the broker's now. */
    void sent(Collection<Message> messages) {
        entities.createNativeQuery("delete from outbox where sequence = any (cast(?1 as bigint[]))")
                .setParameter(1, Sql.array(messages, Message::sequence))
                .executeUpdate();
    }

    /** The broker does not take this one, and would not take it later: those behind it go on. */
    void refused(Message message, String reason) {
        entities.createNativeQuery("""
                        update outbox set refused_at = clock_timestamp(), refusal = left(?2, 1000) where sequence = ?1
                        """)
                .setParameter(1, message.sequence())
                .setParameter(2, reason)
                .executeUpdate();
    }

    /** How it stands, over all tenants. */
    Counts counts() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where refused_at is null), count(*) filter (where refused_at is not null)
                        from outbox
                        """).getSingleResult();
        return new Counts(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /**
     * How it stands.
     *
     * @param waiting to be sent
     * @param refused by the broker, and set aside
     */
    record Counts(long waiting, long refused) {}
}
