package headroom.backfill.control;

import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.SeenEvent;
import headroom.kernel.Constants;
import headroom.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The event keys that are remembered, and how far each source has come. */
@ApplicationScoped
public class EventKeys {
    /** Forgotten at once; the rest is for the next step. */
    private static final int MAX_FORGOTTEN = 2_000;

    @PersistenceContext
    private EntityManager entities;

    /**
     * The highest event time seen of the backfill's source, held until the transaction ends: no other step of that source is
     * decided meanwhile, on no server. None where no event was seen.
     */
    public Optional<Instant> hold(Backfill backfill) {
        List<?> rows = entities.createNativeQuery("""
                        insert into event_sources (tenant_id, source, space, highest_event_time)
                        values (?1, ?2, ?3, '-infinity')
                        on conflict (tenant_id, source, space) do update set source = excluded.source
                        returning nullif(greatest(highest_event_time, (
                            select x.highest_event_time from event_sources x
                            where x.tenant_id = ?1 and x.source = ?2 and x.space = '')), '-infinity')
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .getResultList();
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(Sql.instantOrNull(row)).stream())
                .findFirst();
    }

    /** What is remembered of these keys. A dry run also knows what all others have seen. */
    public Map<String, SeenEvent> seen(Backfill backfill, Collection<String> keys) {
        List<?> rows = entities.createNativeQuery("""
                        select k.event_key, k.remembered_until, k.backfill_id, b.state, k.run, k.step <= b.settled_step
                        from unnest(cast(?4 as text[])) as n (event_key)
                        cross join lateral (
                            select * from event_keys x
                            where x.tenant_id = ?1 and x.source = ?2 and x.space in ('', ?3) and x.event_key = n.event_key
                            order by x.space desc limit 1) k
                        cross join lateral (
                            select * from backfills y where y.tenant_id = ?1 and y.id = k.backfill_id limit 1) b
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, Sql.array(keys))
                .getResultList();
        Map<String, SeenEvent> seen = new HashMap<>();
        for (Object row : rows) {
            Object[] column = (Object[]) row;
            seen.put(
                    column[0].toString(),
                    new SeenEvent(
                            Sql.instant(column[1]),
                            Sql.uuid(column[2]),
                            Constants.read(BackfillState.class, column[3].toString()),
                            ((Number) column[4]).intValue(),
                            Boolean.TRUE.equals(column[5])));
        }
        return seen;
    }

    /** Remembers the keys that the backfill was told to process in this step. */
    public void remember(Backfill backfill, long step, Map<String, Instant> until) {
        if (until.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        insert into event_keys (tenant_id, source, space, event_key, remembered_until, backfill_id, run, step)
                        select ?1, ?2, ?3, n.event_key, n.remembered_until, cast(?4 as uuid), ?5, ?6
                        from unnest(cast(?7 as text[]), cast(?8 as timestamptz[])) as n (event_key, remembered_until)
                        on conflict (tenant_id, source, space, event_key) do update
                        set remembered_until = excluded.remembered_until, backfill_id = excluded.backfill_id,
                            run = excluded.run, step = excluded.step
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, backfill.id().toString())
                .setParameter(5, backfill.run())
                .setParameter(6, step)
                .setParameter(7, Sql.array(until.keySet()))
                .setParameter(8, Sql.array(until.values()))
                .executeUpdate();
    }

    /** Remembers keys that were seen again for longer. */
    public void refresh(Backfill backfill, Map<String, Instant> until) {
        if (until.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        update event_keys k set remembered_until = greatest(k.remembered_until, n.remembered_until)
                        from unnest(cast(?4 as text[]), cast(?5 as timestamptz[])) as n (event_key, remembered_until)
                        where k.tenant_id = ?1 and k.source = ?2 and k.space = ?3 and k.event_key = n.event_key
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, Sql.array(until.keySet()))
                .setParameter(5, Sql.array(until.values()))
                .executeUpdate();
    }

    /** Notes how far the source has come, and forgets what is not remembered any more. */
    public void advance(Backfill backfill, Instant highest) {
        entities.createNativeQuery("""
                        update event_sources set highest_event_time = greatest(highest_event_time, cast(?4 as timestamptz))
                        where tenant_id = ?1 and source = ?2 and space = ?3
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, highest.toString())
                .executeUpdate();
        entities.createNativeQuery("""
                        delete from event_keys where ctid = any (array(
                            select ctid from event_keys
                            where tenant_id = ?1 and source = ?2 and space = ?3
                              and remembered_until <= cast(?4 as timestamptz)
                            order by remembered_until limit ?5))
                        """)
                .setParameter(1, backfill.tenant().value())
                .setParameter(2, backfill.order().source())
                .setParameter(3, Space.of(backfill))
                .setParameter(4, highest.toString())
                .setParameter(5, MAX_FORGOTTEN)
                .executeUpdate();
    }

    /** Forgets what a dry run has seen. */
    public void forgetDryRun(Backfill backfill) {
        if (backfill.order().dryRun()) {
            for (String table : List.of("event_keys", "event_sources")) {
                entities.createNativeQuery(
                                "delete from " + table + " where tenant_id = ?1 and source = ?2 and space = ?3")
                        .setParameter(1, backfill.tenant().value())
                        .setParameter(2, backfill.order().source())
                        .setParameter(3, Space.of(backfill))
                        .executeUpdate();
            }
        }
    }
}
