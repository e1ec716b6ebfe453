package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.ChainState;
import headroom.audit.control.StoredEntry;
import headroom.audit.rule.Stretch;
import headroom.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;

/** Writes a trail down, page after page, each read in a transaction of its own: no export holds more than one in memory. */
@ApplicationScoped
public class ExportingTrail {
    @Inject
    private ReadingTrail reading;

    /**
     * Writes the stretch, as far as the trail goes when it begins.
     *
     * @param wanted may go beyond the end of the trail
     */
    void write(TenantId tenant, Stretch wanted, ExportForm form, Writer out) throws IOException {
        ChainState state = reading.state(tenant);
        long to = Math.min(wanted.to(), state.end());
        form.begin(out, tenant, state.head(), wanted);
        anchorBefore(tenant, wanted.from(), form, out);
        long entries = 0;
        for (long read = wanted.from() - 1; read < to; ) {
            TrailPage page = reading.read(tenant, new Stretch(read + 1, to));
            write(page, form, out);
            entries += page.entries().size();
            read = page.upTo();
        }
        form.end(out, entries);
    }

    /** What the first entry of a stretch is linked to, where that was signed. */
    private void anchorBefore(TenantId tenant, long from, ExportForm form, Writer out) throws IOException {
        if (from > 1) {
            for (StoredAnchor anchor :
                    reading.read(tenant, new Stretch(from - 1, from - 1)).anchors()) {
                form.anchor(out, anchor);
            }
        }
    }

    private static void write(TrailPage page, ExportForm form, Writer out) throws IOException {
        Iterator<StoredAnchor> anchors = page.anchors().iterator();
        StoredAnchor next = anchors.hasNext() ? anchors.next() : null;
        for (StoredEntry entry : page.entries()) {
            form.entry(out, entry);
            while (next != null && next.sequence() <= entry.sequence()) {
                form.anchor(out, next);
                next = anchors.hasNext() ? anchors.next() : null;
            }
        }
        while (next != null) {
            form.anchor(out, next);
            next = anchors.hasNext() ? anchors.next() : null;
        }
    }
}
