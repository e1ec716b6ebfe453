package headroom.breaker.control;

import headroom.breaker.entity.Intervention;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Standing;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Transition;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has moved the breakers: only added to. */
@ApplicationScoped
public class Transitions {
    private static final String COLUMNS =
            "sequence, service, generation, from_mode, from_state, to_mode, to_state, cause, reason, ticket, actor, at";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /**
     * A transition as it was written.
     *
     * @param sequence its place among those of the tenant
     */
    public record Written(long sequence, String service, Transition transition, Optional<Intervention> by) {}

    /**
     * Writes one. Those of a tenant are written one after the other, up to the end of their transactions: who has read on to one
     * has missed none before it.
     */
    public void add(ServiceKey key, Transition transition, Optional<Intervention> by) {
        locks.hold("breaker transitions of " + key.tenant().value());
        Query insert = entities.createNativeQuery("""
                insert into breaker_transitions (tenant_id, service, generation, from_mode, from_state, to_mode, to_state,
                    cause, reason, ticket, actor, at)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, ''), nullif(?10, ''), nullif(?11, ''),
                    cast(?12 as timestamptz))
                """);
        insert.setParameter(1, key.tenant().value());
        insert.setParameter(2, key.service());
        insert.setParameter(3, transition.generation());
        insert.setParameter(4, Constants.written(transition.from().mode()));
        insert.setParameter(5, Constants.written(transition.from().state()));
        insert.setParameter(6, Constants.written(transition.to().mode()));
        insert.setParameter(7, Constants.written(transition.to().state()));
        insert.setParameter(8, Constants.written(transition.cause()));
        insert.setParameter(9, by.map(Intervention::reason).orElse(""));
        insert.setParameter(10, by.map(Intervention::ticket).orElse(""));
        insert.setParameter(11, by.map(Intervention::actor).orElse(""));
        insert.setParameter(12, transition.at().toString());
        insert.executeUpdate();
    }

    /** The first generation that none of these has. */
    public long nextGeneration(ServiceKey key) {
        Object next = entities.createNativeQuery("""
                        select coalesce(max(generation) + 1, 0) from breaker_transitions where tenant_id = ?1 and service = ?2
                        """)
                .setParameter(1, key.tenant().value())
                .setParameter(2, key.service())
                .getSingleResult();
        return ((Number) next).longValue();
    }

    /** Those of one breaker before a place, the newest first. */
    public List<Written> before(ServiceKey key, long sequence, int limit) {
        return written(entities.createNativeQuery("select " + COLUMNS + """
                         from breaker_transitions where tenant_id = ?1 and service = ?2 and sequence < ?3
                        order by sequence desc
                        """)
                .setParameter(1, key.tenant().value())
                .setParameter(2, key.service())
                .setParameter(3, sequence)
                .setMaxResults(limit));
    }

    /** Those of a tenant after a place, the oldest first. */
    public List<Written> after(TenantId tenant, long sequence, int limit) {
        return written(entities.createNativeQuery("select " + COLUMNS + """
                         from breaker_transitions where tenant_id = ?1 and sequence > ?2 order by sequence
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, sequence)
                .setMaxResults(limit));
    }

    /** The place of a tenant's newest; 0 where it has none. */
    public long newest(TenantId tenant) {
        Object newest = entities.createNativeQuery(
                        "select coalesce(max(sequence), 0) from breaker_transitions where tenant_id = ?1")
                .setParameter(1, tenant.value())
                .getSingleResult();
        return ((Number) newest).longValue();
    }

    /** Forgets those that are older, some at once. */
    public int forget(Instant before, int limit) {
        return entities.createNativeQuery("""
                        delete from breaker_transitions where sequence in (
                            select sequence from breaker_transitions where at < cast(?1 as timestamptz) limit ?2)
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, limit)
                .executeUpdate();
    }

    private static List<Written> written(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(Object[].class::cast).map(Transitions::written).toList();
    }

    private static Written written(Object[] row) {
        Transition transition = new Transition(
                standing(row[3], row[4]),
                standing(row[5], row[6]),
                Constants.read(Cause.class, row[7]),
                ((Number) row[2]).longValue(),
                Sql.instant(row[11]));
        String reason = text(row[8]);
        String actor = text(row[10]);
        return new Written(
                ((Number) row[0]).longValue(),
                row[1].toString(),
                transition,
                reason == null || actor == null
                        ? Optional.empty()
                        : Optional.of(new Intervention(reason, text(row[9]), actor)));
    }

    private static Standing standing(Object mode, Object state) {
        return new Standing(Constants.read(Mode.class, mode), Constants.read(State.class, state));
    }

    private static @Nullable String text(@Nullable Object column) {
        return column == null ? null : column.toString();
    }
}
