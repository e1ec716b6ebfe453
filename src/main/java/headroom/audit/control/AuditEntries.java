package headroom.audit.control;

import headroom.audit.rule.ChainLink;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The entries of the audit trail: only ever added to (the application role cannot do otherwise). */
@ApplicationScoped
public class AuditEntries {
    @PersistenceContext
    private EntityManager entities;

    /** Where the tenant's chain has come to, held until the transaction ends: nobody adds to it meanwhile. */
    public ChainLink hold(TenantId tenant) {
        entities.createNativeQuery(
                        "insert into audit_heads (tenant_id, sequence, hash) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, tenant.value())
                .setParameter(2, ChainLink.BEGINNING.sequence())
                .setParameter(3, ChainLink.BEGINNING.hash())
                .executeUpdate();
        List<?> rows = entities.createNativeQuery(
                        "select sequence, hash from audit_heads where tenant_id = ?1 for update")
                .setParameter(1, tenant.value())
                .getResultList();
        Object[] head = (Object[]) rows.get(0);
        return new ChainLink(((Number) head[0]).longValue(), head[1].toString());
    }

    /** Adds the entry that the held chain now ends with. */
    public void add(TenantId tenant, UUID id, Instant occurredAt, String entry, ChainLink link) {
        entities.createNativeQuery("""
                        insert into audit_entries (tenant_id, sequence, entry, hash, id, occurred_at)
                        values (?1, ?2, ?3, ?4, cast(?5 as uuid), cast(?6 as timestamptz))
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, link.sequence())
                .setParameter(3, entry)
                .setParameter(4, link.hash())
                .setParameter(5, id.toString())
                .setParameter(6, occurredAt.toString())
                .executeUpdate();
        entities.createNativeQuery("update audit_heads set sequence = ?2, hash = ?3 where tenant_id = ?1")
                .setParameter(1, tenant.value())
                .setParameter(2, link.sequence())
                .setParameter(3, link.hash())
                .executeUpdate();
    }
}
