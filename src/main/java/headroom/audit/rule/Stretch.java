package headroom.audit.rule;

/**
 * The part of a chain that is examined.
 *
 * @param from the first place, from 1
 * @param to the last place at most; {@link Long#MAX_VALUE} for all there is
 */
public record Stretch(long from, long to) {
    /** The whole chain. */
    public static final Stretch ALL = new Stretch(1, Long.MAX_VALUE);

    public Stretch {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("a stretch goes from 1 or more to no less, not " + from + " to " + to);
        }
    }

    boolean contains(long sequence) {
        return sequence >= from && sequence <= to;
    }
}
