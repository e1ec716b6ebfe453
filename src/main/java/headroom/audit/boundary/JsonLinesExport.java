package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.StoredEntry;
import headroom.audit.rule.ChainLink;
import headroom.audit.rule.Stretch;
import headroom.kernel.TenantId;
import headroom.platform.json.Json;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object a line, whole enough to be verified without this service: head, entries, anchors, end. */
final class JsonLinesExport implements ExportForm {
    static final String MEDIA_TYPE = "application/jsonl";

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public void begin(Writer out, TenantId tenant, ChainLink head, Stretch stretch) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("tenant", tenant.value());
        members.put("sequence", head.sequence());
        members.put("hash", head.hash());
        members.put("from_sequence", stretch.from());
        if (stretch.to() != Stretch.ALL.to()) {
            members.put("to_sequence", stretch.to());
        }
        line(out, Map.of("head", members));
    }

    @Override
    public void entry(Writer out, StoredEntry entry) throws IOException {
        line(out, RecordView.of(entry));
    }

    @Override
    public void anchor(Writer out, StoredAnchor anchor) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sequence", anchor.sequence());
        members.put("anchor", anchor.jws());
        line(out, members);
    }

    @Override
    public void end(Writer out, long entries) throws IOException {
        line(out, Map.of("end", Map.of("entries", entries)));
    }

    private static void line(Writer out, Object object) throws IOException {
        out.write(Json.write(object));
        out.write('\n');
    }
}
