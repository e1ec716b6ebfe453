package headroom.backfill.control;

import headroom.backfill.entity.Backfill;
import headroom.backfill.rule.BackfillState;
import headroom.backfill.rule.EventTimeWindow;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.ScopedId;
import headroom.platform.Sql;
import headroom.platform.TransactionLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The backfills. */
@ApplicationScoped
public class Backfills {
    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /** Which backfills a list holds; an empty part does not restrict. */
    public record Filter(Optional<String> source, Optional<BackfillState> state) {}

    /** Lets no other backfill of the tenant begin until the transaction ends. */
    public void holdBeginnings(TenantId tenant) {
        locks.hold("backfills of " + tenant.value());
    }

    /** The lowest slot that no live backfill of the tenant has; none where all are taken. */
    public OptionalInt freeSlot(TenantId tenant, int slots) {
        List<?> rows = entities.createNativeQuery(
                        "select slot from backfills where tenant_id = ?1 and state in ('running', 'paused')")
                .setParameter(1, tenant.value())
                .getResultList();
        Set<Integer> taken =
                rows.stream().map(slot -> ((Number) slot).intValue()).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, slots)
                .filter(slot -> !taken.contains(slot))
                .findFirst();
    }

    /** The live backfill of exactly this window. */
    public Optional<UUID> live(TenantId tenant, String source, EventTimeWindow window) {
        List<?> rows = entities.createNativeQuery("""
                        select id from backfills
                        where tenant_id = ?1 and source = ?2 and from_at = cast(?3 as timestamptz)
                          and to_at = cast(?4 as timestamptz) and not dry_run and state in ('running', 'paused')
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, source)
                .setParameter(3, window.from().toString())
                .setParameter(4, window.to().toString())
                .getResultList();
        return rows.stream().map(Sql::uuid).findFirst();
    }

    /** Adds a backfill, at once: its ranges refer to it. */
    public void add(Backfill backfill) {
        entities.persist(backfill);
        entities.flush();
    }

    public Optional<Backfill> find(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(Backfill.class, new ScopedId(tenant, id)));
    }

    /** The backfill, held against every other step of it until the transaction ends. */
    public Optional<Backfill> lock(TenantId tenant, UUID id) {
        return Optional.ofNullable(
                entities.find(Backfill.class, new ScopedId(tenant, id), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Writes what was changed, so that its version is known. */
    public void flush() {
        entities.flush();
    }

    /** A page of backfills before this id, the newest first. */
    public List<Backfill> page(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        StringBuilder sql = new StringBuilder("select b.* from backfills b where b.tenant_id = ?1");
        List<String> values = new ArrayList<>(List.of(tenant.value()));
        filter.source().ifPresent(source -> {
            values.add(source);
            sql.append(" and b.source = ?").append(values.size());
        });
        filter.state().ifPresent(state -> {
            values.add(Constants.written(state));
            sql.append(" and b.state = ?").append(values.size());
        });
        before.ifPresent(id -> {
            values.add(id.toString());
            sql.append(" and b.id < ?").append(values.size());
        });
        Query query =
                entities.createNativeQuery(sql.append(" order by b.id desc").toString(), Backfill.class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        List<?> rows = query.setMaxResults(limit).getResultList();
        return rows.stream().map(Backfill.class::cast).toList();
    }
}
