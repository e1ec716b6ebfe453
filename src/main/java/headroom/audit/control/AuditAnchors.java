package headroom.audit.control;

import headroom.audit.control.proof.SignedHead;
import headroom.audit.rule.ChainLink;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Heads of trails as they were signed: only ever added to (the application role cannot do otherwise). */
@ApplicationScoped
public class AuditAnchors {
    @PersistenceContext
    private EntityManager entities;

    /** A head that was not signed yet. */
    public record Due(TenantId tenant, ChainLink head) {}

    /**
     * An anchor as it is stored.
     *
     * @param sequence the place that it is stored for
     * @param hash stored beside it
     * @param jws what was signed
     */
    public record StoredAnchor(long sequence, String hash, String jws) {}

    /** Heads of all tenants that have moved since they were signed last. */
    public List<Due> due(int limit) {
        List<?> rows = entities.createNativeQuery("""
                        select h.tenant_id, h.sequence, h.hash from audit_heads h
                        where h.sequence > 0 and not exists (
                            select 1 from audit_anchors a where a.tenant_id = h.tenant_id and a.sequence = h.sequence)
                        order by h.tenant_id
                        """).setMaxResults(limit).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Due(
                        new TenantId(row[0].toString()),
                        new ChainLink(((Number) row[1]).longValue(), row[2].toString())))
                .toList();
    }

    /** Adds an anchor; false where there is one for this place already, as of another server. */
    public boolean add(SignedHead head, String jws) {
        return entities.createNativeQuery("""
                                insert into audit_anchors (tenant_id, sequence, hash, signed_at, jws)
                                values (?1, ?2, ?3, cast(?4 as timestamptz), ?5) on conflict do nothing
                                """)
                        .setParameter(1, head.tenant())
                        .setParameter(2, head.sequence())
                        .setParameter(3, head.hash())
                        .setParameter(4, head.signedAt())
                        .setParameter(5, jws)
                        .executeUpdate()
                == 1;
    }

    /** The anchors from one place to another, in the order of their places. */
    public List<StoredAnchor> between(TenantId tenant, long from, long to) {
        List<?> rows = entities.createNativeQuery("""
                        select a.sequence, a.hash, a.jws from audit_anchors a
                        where a.tenant_id = ?1 and a.sequence between ?2 and ?3 order by a.sequence
                        """)
                .setParameter(1, tenant.value())
                .setParameter(2, from)
                .setParameter(3, to)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new StoredAnchor(((Number) row[0]).longValue(), row[1].toString(), row[2].toString()))
                .toList();
    }
}
