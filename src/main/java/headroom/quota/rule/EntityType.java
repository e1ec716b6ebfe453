package headroom.quota.rule;

import headroom.kernel.Constants;

/** What a quota belongs to, and so where it may stand in a tree (rule Q1). */
public enum EntityType {
    ORGANIZATION,
    TEAM,
    USER;

    /** Whether an entity of this type may stand directly below one of type {@code parent}. */
    public boolean mayStandBelow(EntityType parent) {
        return switch (this) {
            case ORGANIZATION -> false;
            case TEAM -> parent == ORGANIZATION || parent == TEAM;
            case USER -> parent == TEAM;
        };
    }

    /** {@code organization}, {@code team} or {@code user}. */
    public String wireName() {
        return Constants.written(this);
    }
}
