package headroom.bench.data;

/** How much is in the database. The last tree of each size is the measured one, and untouched before. */
public enum Size {
    SMALL(1, "10^3 quotas, 10^4 allocations"),
    MEDIUM(100, "10^5 quotas, 10^6 allocations"),
    LARGE(1_000, "10^6 quotas, 10^7 allocations");

    private final int trees;
    private final String words;

    Size(int trees, String words) {
        this.trees = trees;
        this.words = words;
    }

    public int trees() {
        return trees;
    }

    /** The tree that is measured at this size. */
    public int measuredTree() {
        return trees;
    }

    @Override
    public String toString() {
        return words;
    }
}
