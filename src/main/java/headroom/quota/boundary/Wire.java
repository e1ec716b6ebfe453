package headroom.quota.boundary;

import headroom.kernel.Amount;
import org.jspecify.annotations.Nullable;

/** Limits of the wire, and sentences of its contract, that several calls share. */
final class Wire {
    static final int MAX_ENTITY_ID = 255;
    static final int MAX_JOB_ID = 128;
    static final int MAX_RESOURCE_TYPE = 63;
    static final int MAX_BATCH = 1_000;
    static final String RESOURCE_TYPE = "[a-z][a-z0-9_]{0,62}";
    static final String RESOURCE_TYPE_MESSAGE = "must be 1 to 63 of a-z 0-9 _, the first a letter";

    /** Jobs of the service's own, as a backfill's charge: no caller can name one, nor step what it holds. */
    static final String OWN_JOBS = "headroom:";

    static final String JOB_ID = "(?!" + OWN_JOBS + ").*";
    static final String JOB_ID_MESSAGE = "must not begin with " + OWN_JOBS;

    static final String QUOTA_ID = "The quota.";
    static final String ALLOCATION_ID = "The allocation.";
    static final String IF_MATCH = "The ETag that it must still have; any when absent.";

    private Wire() {}

    /** What a body lacks is null whatever its type says, until it was validated. */
    static boolean isPresent(@Nullable Object value) {
        return value != null;
    }

    static boolean isEntityId(@Nullable String text) {
        return text != null && !text.isEmpty() && text.length() <= MAX_ENTITY_ID;
    }

    static boolean isJobId(@Nullable String text) {
        return text != null && !text.isEmpty() && text.length() <= MAX_JOB_ID && !text.startsWith(OWN_JOBS);
    }

    static boolean isPositive(@Nullable Amount amount) {
        return amount != null && amount.isPositive();
    }

    /** Whether it is as {@link #RESOURCE_TYPE} says. */
    static boolean isResourceType(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_RESOURCE_TYPE || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char at = text.charAt(i);
            if (!isLetter(at) && at != '_' && (at < '0' || at > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char at) {
        return at >= 'a' && at <= 'z';
    }
}
