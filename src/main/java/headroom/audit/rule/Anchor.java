package headroom.audit.rule;

/**
 * A head that was signed: an entry of this hash stood at this place.
 *
 * @param sequence the place, from 1
 * @param hash SHA-256 of the entry, 64 hexadecimal digits
 */
public record Anchor(long sequence, String hash) {
    public Anchor {
        if (sequence < 1) {
            throw new IllegalArgumentException("an anchor is for an entry from 1, not " + sequence);
        }
    }
}
