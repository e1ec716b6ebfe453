package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors;
import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.AuditChain;
import headroom.audit.control.ChainState;
import headroom.audit.control.StoredEntry;
import headroom.audit.rule.Stretch;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.TenantWall;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Shows the trail of a tenant: one entry, a page of those that are searched for, or all in turn. */
@Stateless
public class ReadingTrail {
    /** Entries that are in memory at once. */
    static final int PAGE = 1_000;

    @Inject
    private AuditChain chain;

    @Inject
    private AuditAnchors anchors;

    public Outcome<RecordView> find(TenantId tenant, UUID id) {
        return TenantWall.within(
                tenant,
                () -> chain.find(tenant, id)
                        .map(entry -> Outcome.done(RecordView.of(entry)))
                        .orElseGet(() ->
                                Outcome.refused(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no audit entry " + id))));
    }

    /** Entries below a place that a filter lets through, the newest first. */
    public List<RecordView> page(TenantId tenant, AuditChain.Filter filter, long below, int limit) {
        return TenantWall.within(
                tenant,
                () -> chain.page(tenant, filter, below, limit).stream()
                        .map(RecordView::of)
                        .toList());
    }

    /** How far the trail goes now. */
    public ChainState state(TenantId tenant) {
        return TenantWall.within(tenant, () -> chain.state(tenant));
    }

    /**
     * What is stored for the first places of a stretch. Entries are never changed, so a trail that is read page after page up
     * to where it went at first is the trail as it was then, whatever is added meanwhile.
     */
    public TrailPage read(TenantId tenant, Stretch stretch) {
        return TenantWall.within(tenant, () -> {
            List<StoredEntry> entries = chain.between(tenant, stretch.from(), stretch.to(), PAGE);
            long upTo = entries.size() < PAGE
                    ? stretch.to()
                    : entries.get(entries.size() - 1).sequence();
            List<StoredAnchor> signed = anchors.between(tenant, stretch.from(), upTo);
            return new TrailPage(entries, signed, upTo);
        });
    }
}
