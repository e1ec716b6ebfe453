package headroom.quota.boundary;

/** Limits of the wire, and sentences of its contract, that several calls share. */
final class Wire {
    static final int MAX_ENTITY_ID = 255;
    static final int MAX_JOB_ID = 128;
    static final int MAX_BATCH = 1_000;
    static final String RESOURCE_TYPE = "[a-z][a-z0-9_]{0,62}";
    static final String RESOURCE_TYPE_MESSAGE = "must be 1 to 63 of a-z 0-9 _, the first a letter";

    static final String QUOTA_ID = "The quota.";
    static final String ALLOCATION_ID = "The allocation.";
    static final String LIMIT = "Elements at most.";
    static final String CURSOR = "Where the page before ended, as its Link tells.";
    static final String IF_MATCH = "The ETag that it must still have; any when absent.";

    private Wire() {}
}
