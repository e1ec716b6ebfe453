package headroom.overload.rule;

/** A limit that does not move. */
public record FixedLimit(int value) implements Limit {
    public FixedLimit {
        if (value < 1) {
            throw new IllegalArgumentException("a limit is at least 1, was " + value);
        }
    }

    @Override
    public Limit judged(Sample sample) {
        return this;
    }

    @Override
    public double estimate() {
        return value;
    }
}
