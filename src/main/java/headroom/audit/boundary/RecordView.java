package headroom.audit.boundary;

import com.fasterxml.jackson.databind.util.RawValue;
import headroom.audit.control.StoredEntry;
import headroom.audit.control.proof.EntryText;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An entry, as it is shown.
 *
 * @param entry its text as JSON; as a string where it is no canonical entry any more
 */
@Schema(name = "AuditRecord", description = "An entry of the audit trail, with its hash.")
public record RecordView(
        @Schema(description = "The place that it is stored at.", example = "42")
        long sequence,

        @Schema(description = "The entry itself.", implementation = AuditEntry.class)
        Object entry,

        @Schema(
                description = "SHA-256 over the UTF-8 bytes of the canonical JSON of the entry.",
                example = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce")
        String hash) {
    static RecordView of(StoredEntry stored) {
        String text = stored.text();
        Object entry = EntryText.of(text).isPresent() ? new RawValue(text) : text;
        return new RecordView(stored.sequence(), entry, stored.hash());
    }
}
