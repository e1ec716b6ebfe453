package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.StoredEntry;
import headroom.audit.rule.ChainLink;
import headroom.audit.rule.Stretch;
import headroom.kernel.TenantId;
import java.io.IOException;
import java.io.Writer;

/** How a trail is written down to be carried elsewhere. */
interface ExportForm {
    /** In UTF-8. */
    String mediaType();

    /** Of a file's name. */
    String extension();

    /** What comes first: whose trail, which stretch, and where it has come to. */
    void begin(Writer out, TenantId tenant, ChainLink head, Stretch stretch) throws IOException;

    void entry(Writer out, StoredEntry entry) throws IOException;

    /** Comes right behind the entry that it is for, or at the end where that is missing. */
    void anchor(Writer out, StoredAnchor anchor) throws IOException;

    /** What comes last, so that an export that broke off is not taken for a whole one. */
    void end(Writer out, long entries) throws IOException;
}
