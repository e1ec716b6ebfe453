package headroom.tenant.rule;

import headroom.kernel.Constants;

/** Whether a child's limit may exceed its parent's (rule Q4). */
public enum ChildLimits {
    /** A child's limit is at most its parent's; the default. */
    WITHIN_PARENT,
    /** A child's limit may be anything; the parent still binds the sum of usage. */
    ANY;

    /** {@code within_parent} or {@code any}. */
    public String wireName() {
        return Constants.written(this);
    }
}
