package headroom.webhook.control;

import headroom.kernel.Constants;
import headroom.platform.Ids;
import headroom.platform.Sql;
import headroom.webhook.entity.Attempt;
import headroom.webhook.entity.Delivery;
import headroom.webhook.entity.DueDelivery;
import headroom.webhook.entity.Webhook;
import headroom.webhook.rule.DeliveryState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The deliveries: those to be made, and for a while those that ended. Leasing them is {@link DeliveryLeases}'. */
@ApplicationScoped
public class Deliveries {
    private static final String LOG_COLUMNS =
            "id, message_id, event_type, state, attempts, created_at, due_at, attempted_at, duration_ms, status, error, answer, ended_at";

    @PersistenceContext
    private EntityManager entities;

    /**
     * Has an event told to a webhook, once however often it is asked for.
     *
     * @return the new delivery; none where there was one of this message
     */
    public Optional<UUID> add(Webhook webhook, UUID messageId, String type, String body) {
        UUID id = Ids.next();
        int added = entities.createNativeQuery("""
                        insert into webhook_deliveries (tenant_id, id, webhook_id, message_id, event_type, body)
                        values (?1, cast(?2 as uuid), cast(?3 as uuid), cast(?4 as uuid), ?5, ?6)
                        on conflict (tenant_id, webhook_id, message_id) do nothing
                        """)
                .setParameter(1, webhook.tenant().value())
                .setParameter(2, id.toString())
                .setParameter(3, webhook.id().toString())
                .setParameter(4, messageId.toString())
                .setParameter(5, type)
                .setParameter(6, body)
                .executeUpdate();
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    /** A webhook's deliveries before this one, the newest first. */
    public List<Delivery> page(Webhook webhook, Optional<DeliveryState> state, Optional<UUID> before, int limit) {
        List<?> rows = entities.createNativeQuery("select " + LOG_COLUMNS + """
                         from webhook_deliveries
                        where tenant_id = ?1 and webhook_id = cast(?2 as uuid)
                          and (cast(?3 as text) is null or state = cast(?3 as text))
                          and (cast(?4 as uuid) is null or id < cast(?4 as uuid))
                        order by id desc limit ?5
                        """)
                .setParameter(1, webhook.tenant().value())
                .setParameter(2, webhook.id().toString())
                .setParameter(3, state.map(Constants::written).orElse(null))
                .setParameter(4, before.map(UUID::toString).orElse(null))
                .setParameter(5, limit)
                .getResultList();
        return rows.stream().map(row -> delivery((Object[]) row)).toList();
    }

    /**
     * Notes an attempt at a delivery that this server still holds.
     *
     * @param next when it is tried again; where the state is pending
     * @return false where the lease was lost meanwhile: another server's attempt counts
     */
    public boolean attempted(
            DueDelivery delivery, Attempt attempt, DeliveryState state, @Nullable Instant next, Instant now) {
        Query query = entities.createNativeQuery("""
                        update webhook_deliveries
                        set attempts = attempts + 1, attempted_at = cast(?4 as timestamptz), duration_ms = ?5,
                            status = cast(?6 as smallint), error = cast(?7 as text), answer = cast(?8 as text), state = ?9,
                            due_at = coalesce(cast(?10 as timestamptz), due_at), lease_id = null, leased_until = null,
                            ended_at = case when ?9 = 'pending' then null else cast(?4 as timestamptz) end
                        where tenant_id = ?1 and id = cast(?2 as uuid) and lease_id = cast(?3 as uuid)
                        """);
        return held(query, delivery)
                        .setParameter(4, now.toString())
                        .setParameter(5, attempt.durationMs())
                        .setParameter(
                                6,
                                attempt.status() == null
                                        ? null
                                        : attempt.status().toString())
                        .setParameter(7, attempt.error())
                        .setParameter(8, attempt.answer())
                        .setParameter(9, Constants.written(state))
                        .setParameter(10, next == null ? null : next.toString())
                        .executeUpdate()
                == 1;
    }

    /** Gives a delivery back that was not attempted, until then. */
    public void putBack(DueDelivery delivery, Instant until) {
        Query query = entities.createNativeQuery("""
                        update webhook_deliveries
                        set due_at = cast(?4 as timestamptz), lease_id = null, leased_until = null
                        where tenant_id = ?1 and id = cast(?2 as uuid) and lease_id = cast(?3 as uuid)
                        """);
        held(query, delivery).setParameter(4, until.toString()).executeUpdate();
    }

    /** Passes over all deliveries of a webhook that are due before then: its target is known to be ill. */
    public void passOver(DueDelivery delivery, Instant until) {
        entities.createNativeQuery("""
                        update webhook_deliveries set due_at = cast(?3 as timestamptz)
                        where (tenant_id, id) in (
                            select tenant_id, id from webhook_deliveries
                            where tenant_id = ?1 and webhook_id = cast(?2 as uuid) and state = 'pending' and lease_id is null
                              and due_at < cast(?3 as timestamptz)
                            for update skip locked)
                        """)
                .setParameter(1, delivery.tenant().value())
                .setParameter(2, delivery.webhookId().toString())
                .setParameter(3, until.toString())
                .executeUpdate();
    }

    /** Gives up what came to be before this instant and is held by nobody: its webhook was disabled, or its target ill. */
    public int giveUp(Instant before, Instant now, int limit) {
        return entities.createNativeQuery("""
                        update webhook_deliveries
                        set state = 'failed', ended_at = cast(?2 as timestamptz), lease_id = null, leased_until = null,
                            error = coalesce(error, 'it could not be attempted in time')
                        where (tenant_id, id) in (
                            select tenant_id, id from webhook_deliveries
                            where state = 'pending' and created_at < cast(?1 as timestamptz)
                              and (lease_id is null or leased_until < cast(?2 as timestamptz))
                            limit ?3 for update skip locked)
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, now.toString())
                .setParameter(3, limit)
                .executeUpdate();
    }

    /** Forgets what ended before this instant, in this state. */
    public int forget(DeliveryState state, Duration after, Instant now, int limit) {
        return entities.createNativeQuery("""
                        delete from webhook_deliveries where (tenant_id, id) in (
                            select tenant_id, id from webhook_deliveries
                            where state = ?1 and state <> 'pending' and ended_at < cast(?2 as timestamptz)
                            limit ?3 for update skip locked)
                        """)
                .setParameter(1, Constants.written(state))
                .setParameter(2, now.minus(after).toString())
                .setParameter(3, limit)
                .executeUpdate();
    }

    private static Query held(Query query, DueDelivery delivery) {
        return query.setParameter(1, delivery.tenant().value())
                .setParameter(2, delivery.id().toString())
                .setParameter(3, delivery.lease().toString());
    }

    private static Delivery delivery(Object[] column) {
        Optional<Instant> attempted = Optional.ofNullable(Sql.instantOrNull(column[7]));
        return new Delivery(
                Sql.uuid(column[0]),
                Sql.uuid(column[1]),
                column[2].toString(),
                Constants.read(DeliveryState.class, column[3]),
                ((Number) column[4]).intValue(),
                Sql.instant(column[5]),
                Sql.instant(column[6]),
                attempted,
                attempted.map(at -> attempt(column)),
                Optional.ofNullable(Sql.instantOrNull(column[12])));
    }

    private static Attempt attempt(Object[] column) {
        return new Attempt(
                column[9] == null ? null : ((Number) column[9]).intValue(),
                ((Number) column[8]).longValue(),
                column[10] == null ? null : column[10].toString(),
                column[11] == null ? null : column[11].toString());
    }
}
