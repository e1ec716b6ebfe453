package headroom.audit.boundary;

import headroom.audit.control.AuditAnchors.StoredAnchor;
import headroom.audit.control.StoredEntry;
import headroom.audit.control.proof.EntryText;
import headroom.audit.rule.ChainLink;
import headroom.audit.rule.Stretch;
import headroom.kernel.TenantId;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Comma-separated values (RFC 4180), a line of names and one for each entry, for people and their spreadsheets: it proves
 * nothing. A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
 */
final class CsvExport implements ExportForm {
    static final String MEDIA_TYPE = "text/csv";

    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    private static final String QUOTED = ",\"\r\n\t'";
    private static final String END_OF_LINE = "\r\n";

    /** The columns between sequence and hash, and where each stands in an entry. */
    private static final Map<String, String> COLUMNS = columns();

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public void begin(Writer out, TenantId tenant, ChainLink head, Stretch stretch) throws IOException {
        out.write("sequence," + String.join(",", COLUMNS.keySet()) + ",hash" + END_OF_LINE);
    }

    @Override
    public void entry(Writer out, StoredEntry entry) throws IOException {
        Optional<EntryText> text = EntryText.of(entry.text());
        out.write(Long.toString(entry.sequence()));
        for (String pointer : COLUMNS.values()) {
            out.write(',');
            out.write(cell(text.map(read -> read.at(pointer)).orElse("")));
        }
        out.write(',');
        out.write(cell(entry.hash()));
        out.write(END_OF_LINE);
    }

    @Override
    public void anchor(Writer out, StoredAnchor anchor) {
        // Proves nothing here.
    }

    @Override
    public void end(Writer out, long entries) {
        // A table just ends.
    }

    static String cell(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String harmless = FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        boolean plain = harmless.chars().noneMatch(c -> QUOTED.indexOf(c) >= 0);
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "/id");
        columns.put("occurred_at", "/occurred_at");
        columns.put("subject", "/actor/subject");
        columns.put("client_id", "/actor/client_id");
        columns.put("action", "/action");
        columns.put("object_type", "/object/type");
        columns.put("object_id", "/object/id");
        columns.put("reason", "/reason");
        columns.put("ticket", "/ticket");
        columns.put("before", "/before");
        columns.put("after", "/after");
        columns.put("properties", "/properties");
        columns.put("request_id", "/request_id");
        columns.put("source_address", "/source_address");
        return columns;
    }
}
