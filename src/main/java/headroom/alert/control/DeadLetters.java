package headroom.alert.control;

import headroom.platform.Ids;
import headroom.platform.Sql;
import headroom.platform.messaging.TopicListener.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages that no sense could be made of. They stand here, not in front of others. */
@ApplicationScoped
public class DeadLetters {
    /** What is kept of a body, in characters. */
    private static final int MAX_BODY = 8_192;

    private static final int MAX_REASON = 1_000;

    @PersistenceContext
    private EntityManager entities;

    /**
     * A message that is dead.
     *
     * @param id of the letter
     * @param messageId as its sender named it, or the broker
     */
    public record Letter(UUID id, String messageId, String reason, String body, Instant diedAt) {}

    /** Keeps a message, with why it is here; once, however often it comes. */
    public void add(Received message, String reason) {
        entities.createNativeQuery("""
                        insert into alert_dead_letters (id, message_id, reason, body)
                        values (cast(?1 as uuid), left(?2, 200), ?3, ?4)
                        on conflict (message_id) do nothing
                        """)
                .setParameter(1, Ids.next().toString())
                .setParameter(2, printable(message.id(), MAX_REASON))
                .setParameter(3, printable(reason, MAX_REASON))
                .setParameter(4, printable(message.body(), MAX_BODY))
                .executeUpdate();
    }

    /** The newest ones below an id. */
    public List<Letter> page(UUID below, int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select id, message_id, reason, body, died_at from alert_dead_letters
                        where id < cast(?1 as uuid) order by id desc
                        """)
                .setParameter(1, below.toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Letter(
                        Sql.uuid(row[0]), row[1].toString(), row[2].toString(), row[3].toString(), Sql.instant(row[4])))
                .toList();
    }

    /** How many there are. */
    public long count() {
        return ((Number) entities.createNativeQuery("select count(*) from alert_dead_letters")
                        .getSingleResult())
                .longValue();
    }

    /** The database keeps no NUL. */
    private static String printable(String text, int length) {
        String kept = text.length() > length ? text.substring(0, length) : text;
        return kept.replace('\0', '?');
    }
}
