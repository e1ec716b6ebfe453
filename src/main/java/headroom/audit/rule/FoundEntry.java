package headroom.audit.rule;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it was found: where it is kept, what is kept beside it, and what its own text says.
 *
 * @param sequence the place that it is kept at
 * @param hash the hash that is kept beside it
 * @param statement what its text says; null where the text is no canonical entry
 * @param isFiledAsItSays whether what it is searched by (tenant, id, time, action, ...) is what its text says
 */
public record FoundEntry(
        long sequence, String hash, @Nullable Statement statement, boolean isFiledAsItSays) {
    /**
     * What the text of an entry says.
     *
     * @param sequence the place that it was written for
     * @param previousHash the hash of the entry before
     * @param hash SHA-256 of this text, computed anew
     */
    public record Statement(long sequence, String previousHash, String hash) {}
}
