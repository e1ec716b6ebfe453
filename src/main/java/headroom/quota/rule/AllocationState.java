package headroom.quota.rule;

import headroom.kernel.Constants;

/** Where an allocation is in its life (rule A2); the last two are terminal. */
public enum AllocationState {
    RESERVED,
    ACTIVE,
    RELEASED,
    EXPIRED;

    /** Whether it holds its amount. */
    public boolean isLive() {
        return this == RESERVED || this == ACTIVE;
    }

    public String wireName() {
        return Constants.written(this);
    }
}
