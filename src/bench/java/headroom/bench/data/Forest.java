package headroom.bench.data;

/** What is loaded: equal trees, and in each user's hand as many live allocations. */
public final class Forest {
    /** The tenant of everything that is measured, but batches. */
    public static final String TENANT = "default";

    /** A tenant with one tree for batches: they leave their allocations behind. */
    public static final String BATCH_TENANT = "bench-batch";

    /** Of the built-in resource types, one without a budget. */
    public static final String RESOURCE_TYPE = "concurrent_gpus";

    /** Users of a tree. */
    public static final int USERS = 1_000;

    /** Teams of a tree. */
    public static final int TEAMS = 20;

    /** Quotas of a tree: the organization, its teams, their users. */
    public static final int QUOTAS = 1 + TEAMS + USERS;

    /** Live allocations of each user. */
    public static final int PER_USER = 10;

    private Forest() {}
}
