package headroom.audit.control;

import headroom.audit.control.proof.EntryText;
import headroom.audit.control.proof.Filing;
import headroom.audit.rule.FoundEntry;

/**
 * An entry as it is stored.
 *
 * @param sequence the place that it is stored at
 * @param text its canonical JSON, as long as nobody tampered with it
 * @param hash stored beside it
 * @param filing what the columns say that it is searched by
 */
public record StoredEntry(long sequence, String text, String hash, Filing filing) {
    /** As an examination judges it. */
    public FoundEntry found() {
        return EntryText.found(sequence, text, hash, read -> read.filing().equals(filing));
    }
}
