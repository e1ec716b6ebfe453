package headroom.audit.rule;

/**
 * Where a chain of entries has come to.
 *
 * @param sequence entries so far; they are numbered from 1 without gaps
 * @param hash SHA-256 of the last one, 64 hexadecimal digits
 */
public record ChainLink(long sequence, String hash) {
    /** Before the first entry. */
    public static final ChainLink BEGINNING = new ChainLink(0, "0".repeat(64));
}
