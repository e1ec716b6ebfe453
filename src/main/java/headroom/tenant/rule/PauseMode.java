package headroom.tenant.rule;

import headroom.kernel.Constants;

/** How far a tenant is paused. Nothing that runs is taken away, and releasing always goes on. */
public enum PauseMode {
    /** Nothing new is allocated; what is held can be committed and renewed. */
    DENY_NEW,
    /** Nothing is allocated, committed or renewed: what has a lease runs out. */
    DRAIN;

    /** {@code deny_new} or {@code drain}. */
    public String wireName() {
        return Constants.written(this);
    }
}
