package headroom.alert.control;

import headroom.alert.control.CloudEvent.Heard;
import headroom.alert.rule.AlertState;
import headroom.alert.rule.News;
import headroom.alert.rule.Severity;
import headroom.kernel.AlertType;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.json.Metadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of alerts. Of one key at most one is open. */
@ApplicationScoped
public class Alerts {
    private static final String SELECT = """
            select a.id, a.alert_key, a.type, a.severity, a.subject, a.title, cast(a.data as text), a.state, a.raised_at,
                   a.updated_at, a.cleared_at, a.acknowledged_at, a.acknowledged_by,
                   (select m.muted_until from alert_mutes m where m.tenant_id = a.tenant_id and m.alert_key = a.alert_key
                    and m.muted_until > clock_timestamp()), a.version
            from alerts a
            """;

    private static final String PAGE = SELECT + """
            where a.tenant_id = ?1 and (?2 = '' or a.state = ?2) and (?3 = '' or a.type = ?3)
              and (?4 = '' or a.severity = ?4) and (?5 = '' or a.subject = ?5)
              and (?6 = '' or (?6 = 'true') = (a.acknowledged_at is not null))
              and (a.raised_at, a.id) < (cast(?7 as timestamptz), cast(?8 as uuid))
            order by a.raised_at desc, a.id desc
            """;

    @PersistenceContext
    private EntityManager entities;

    /**
     * An alert as it is listed.
     *
     * @param details what is told of it beside the rest, as JSON
     * @param acknowledgedBy who looks after it; null where nobody said so
     * @param mutedUntil until then nobody is disturbed by it; null where it is not muted
     */
    public record Listed(
            UUID id,
            String key,
            AlertType type,
            Severity severity,
            String subject,
            String title,
            Metadata details,
            AlertState state,
            Instant raisedAt,
            Instant updatedAt,
            @Nullable Instant clearedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant mutedUntil,
            long version) {}

    /** Which alerts; each condition only where it is there. */
    public record Filter(
            Optional<AlertState> state,
            Optional<AlertType> type,
            Optional<Severity> severity,
            Optional<String> subject,
            Optional<Boolean> acknowledged) {}

    /** Where a page ended: the next begins below it. */
    public record Position(Instant raisedAt, UUID id) {
        /** Above every alert. */
        public static final Position TOP = new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));
    }

    /** Opens the alert, or brings the open one up to date. */
    void raise(Heard heard) {
        News news = heard.news();
        entities.createNativeQuery("""
                        insert into alerts (tenant_id, id, alert_key, type, severity, subject, title, data, state, raised_at,
                                            updated_at)
                        values (?1, cast(?2 as uuid), ?3, ?4, ?5, ?6, ?7, cast(?8 as json), 'open',
                                cast(?9 as timestamptz), cast(?9 as timestamptz))
                        on conflict (tenant_id, alert_key) where state = 'open' do update
                        set type = excluded.type, severity = excluded.severity, title = excluded.title,
                            data = excluded.data, updated_at = excluded.updated_at, version = alerts.version + 1
                        """)
                .setParameter(1, heard.tenant().value())
                .setParameter(2, heard.id().toString())
                .setParameter(3, news.key())
                .setParameter(4, news.type().type())
                .setParameter(5, news.severity().wireName())
                .setParameter(6, news.subject())
                .setParameter(7, news.title())
                .setParameter(8, CloudEvent.details(news))
                .setParameter(9, news.at().toString())
                .executeUpdate();
    }

    /** Ends the open alert of this key, if there is one. */
    void clear(Heard heard) {
        entities.createNativeQuery("""
                        update alerts set state = 'cleared', cleared_at = greatest(raised_at, cast(?3 as timestamptz)),
                               updated_at = cast(?3 as timestamptz), version = version + 1
                        where tenant_id = ?1 and alert_key = ?2 and state = 'open'
                        """)
                .setParameter(1, heard.tenant().value())
                .setParameter(2, heard.news().key())
                .setParameter(3, heard.news().at().toString())
                .executeUpdate();
    }

    /** A page of alerts below a position, the newest first. */
    public List<Listed> page(TenantId tenant, Filter filter, Position below, int limit) {
        return listed(entities.createNativeQuery(PAGE)
                .setParameter(1, tenant.value())
                .setParameter(2, filter.state().map(AlertState::wireName).orElse(""))
                .setParameter(3, filter.type().map(AlertType::type).orElse(""))
                .setParameter(4, filter.severity().map(Severity::wireName).orElse(""))
                .setParameter(5, filter.subject().orElse(""))
                .setParameter(6, filter.acknowledged().map(Object::toString).orElse(""))
                .setParameter(7, below.raisedAt().toString())
                .setParameter(8, below.id().toString())
                .setMaxResults(limit));
    }

    /** The alert of that id. */
    public Optional<Listed> find(TenantId tenant, UUID id) {
        return listed(entities.createNativeQuery(SELECT + "where a.tenant_id = ?1 and a.id = cast(?2 as uuid)")
                        .setParameter(1, tenant.value())
                        .setParameter(2, id.toString()))
                .stream()
                .findFirst();
    }

    /** Somebody looks after it; the first one stays. False where somebody does already. */
    public boolean acknowledge(TenantId tenant, UUID id, String by) {
        return entities.createNativeQuery("""
                                update alerts
                                set acknowledged_at = clock_timestamp(), acknowledged_by = ?3, version = version + 1
                                where tenant_id = ?1 and id = cast(?2 as uuid) and acknowledged_at is null
                                """)
                        .setParameter(1, tenant.value())
                        .setParameter(2, id.toString())
                        .setParameter(3, by)
                        .executeUpdate()
                == 1;
    }

    /** Nobody is to be disturbed by alerts of this key until then. */
    public void mute(TenantId tenant, String key, Instant until, String by) {
        entities.createNativeQuery("""
                        insert into alert_mutes (tenant_id, alert_key, muted_until, muted_by)
                        values (?1, ?2, cast(?3 as timestamptz), ?4)
                        on conflict (tenant_id, alert_key) do update
                        set muted_until = excluded.muted_until, muted_by = excluded.muted_by
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .setParameter(3, until.toString())
                .setParameter(4, by)
                .executeUpdate();
    }

    /** Alerts of this key disturb again. */
    public void unmute(TenantId tenant, String key) {
        entities.createNativeQuery("delete from alert_mutes where tenant_id = ?1 and alert_key = ?2")
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .executeUpdate();
    }

    boolean isMuted(TenantId tenant, String key) {
        return !entities.createNativeQuery("""
                        select 1 from alert_mutes
                        where tenant_id = ?1 and alert_key = ?2 and muted_until > clock_timestamp()
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, key)
                .getResultList()
                .isEmpty();
    }

    private static List<Listed> listed(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> listed((Object[]) row)).toList();
    }

    private static Listed listed(Object[] row) {
        return new Listed(
                Sql.uuid(row[0]),
                row[1].toString(),
                AlertType.of(row[2].toString()).orElseThrow(),
                Constants.read(Severity.class, row[3]),
                row[4].toString(),
                row[5].toString(),
                new Metadata(row[6].toString()),
                Constants.read(AlertState.class, row[7]),
                Sql.instant(row[8]),
                Sql.instant(row[9]),
                Sql.instantOrNull(row[10]),
                Sql.instantOrNull(row[11]),
                Sql.textOrNull(row[12]),
                Sql.instantOrNull(row[13]),
                ((Number) row[14]).longValue());
    }
}
