package headroom.breaker.control;

import headroom.breaker.entity.BreakerId;
import headroom.breaker.entity.ServiceKey;
import headroom.breaker.entity.StoredBreaker;
import headroom.breaker.rule.State;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.TransactionLocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The breakers in the database. */
@ApplicationScoped
public class Breakers {
    /** The state that callers feel, as {@code Standing.effectiveState} says it. */
    private static final String EFFECTIVE =
            "case when b.mode = 'forced_open' then 'open' when b.mode = 'auto' then b.state else 'closed' end";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private TransactionLocks locks;

    /** Adds a breaker, at once. */
    public void add(StoredBreaker breaker) {
        entities.persist(breaker);
        entities.flush();
    }

    /** Writes what was changed, so that its version is known. */
    public void flush() {
        entities.flush();
    }

    public Optional<StoredBreaker> find(ServiceKey key) {
        return Optional.ofNullable(entities.find(StoredBreaker.class, new BreakerId(key)))
                .filter(breaker -> !breaker.isDeleted());
    }

    /** The breaker, held against every other step of it until the transaction ends. */
    public Optional<StoredBreaker> lock(ServiceKey key) {
        return lockEvenDeleted(key).filter(breaker -> !breaker.isDeleted());
    }

    /** The same, of one too that is no more. */
    public Optional<StoredBreaker> lockEvenDeleted(ServiceKey key) {
        return Optional.ofNullable(
                entities.find(StoredBreaker.class, new BreakerId(key), LockModeType.PESSIMISTIC_WRITE));
    }

    /** The breaker where something of it is due and no other server is at it; held. */
    public Optional<StoredBreaker> lockDue(ServiceKey key, Instant now) {
        List<?> free = entities.createNativeQuery("""
                        select 1 from breakers where tenant_id = ?1 and service = ?2 and deleted_at is null
                          and due_at <= cast(?3 as timestamptz) for update skip locked
                        """)
                .setParameter(1, key.tenant().value())
                .setParameter(2, key.service())
                .setParameter(3, now.toString())
                .getResultList();
        return free.isEmpty() ? Optional.empty() : lock(key);
    }

    /** What time has something to do with, the longest overdue first. */
    public List<ServiceKey> due(Instant now, int limit) {
        return keys(
                entities.createNativeQuery("""
                        select tenant_id, service from breakers
                        where due_at <= cast(?1 as timestamptz) and deleted_at is null order by due_at
                        """).setParameter(1, now.toString()).setMaxResults(limit));
    }

    /** What has changed after this instant, deleted ones too, in the order in which it did. */
    public List<StoredBreaker> changed(Instant after, int limit) {
        List<?> rows = entities.createNativeQuery(
                        "select b.* from breakers b where b.updated_at > cast(?1 as timestamptz) order by b.updated_at",
                        StoredBreaker.class)
                .setParameter(1, after.toString())
                .setMaxResults(limit)
                .getResultList();
        return rows.stream().map(StoredBreaker.class::cast).toList();
    }

    /** Lets nobody else make a breaker of the tenant until the transaction ends. */
    public void holdBeginnings(TenantId tenant) {
        locks.hold("breakers of " + tenant.value());
    }

    /** How many the tenant has. */
    public long count(TenantId tenant) {
        Object count = entities.createNativeQuery(
                        "select count(*) from breakers where tenant_id = ?1 and deleted_at is null")
                .setParameter(1, tenant.value())
                .getSingleResult();
        return ((Number) count).longValue();
    }

    /** A page of breakers after this service, by name. */
    public List<StoredBreaker> page(TenantId tenant, Optional<State> state, Optional<String> after, int limit) {
        Query query = entities.createNativeQuery("""
                        select b.* from breakers b
                        where b.tenant_id = ?1 and b.deleted_at is null and b.service collate "C" > ?2
                          and (?3 = '' or %s = ?3)
                        order by b.service collate "C"
                        """.formatted(EFFECTIVE), StoredBreaker.class)
                .setParameter(1, tenant.value())
                .setParameter(2, after.orElse(""))
                .setParameter(3, state.map(Constants::written).orElse(""));
        List<?> rows = query.setMaxResults(limit).getResultList();
        return rows.stream().map(StoredBreaker.class::cast).toList();
    }

    /** Forgets for good what was deleted before this instant, some at once; tells which. */
    public List<ServiceKey> purge(Instant before, int limit) {
        return keys(entities.createNativeQuery("""
                        delete from breakers where (tenant_id, service) in (
                            select tenant_id, service from breakers
                            where deleted_at < cast(?1 as timestamptz) limit ?2 for update skip locked)
                        returning tenant_id, service
                        """)
                .setParameter(1, before.toString())
                .setParameter(2, limit));
    }

    private static List<ServiceKey> keys(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new ServiceKey(new TenantId(row[0].toString()), row[1].toString()))
                .toList();
    }
}
