package headroom.quota.boundary;

/** Limits of the wire that several records share; examples for the contract. */
final class Wire {
    static final int MAX_ENTITY_ID = 255;
    static final int MAX_JOB_ID = 128;
    static final int MAX_BATCH = 1_000;
    static final String RESOURCE_TYPE = "[a-z][a-z0-9_]{0,62}";
    static final String RESOURCE_TYPE_MESSAGE = "must be 1 to 63 of a-z 0-9 _, the first a letter";

    private Wire() {}
}
