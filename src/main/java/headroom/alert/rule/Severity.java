package headroom.alert.rule;

import headroom.kernel.Constants;

/** How grave an alert is. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** To be looked at today. */
    WARNING,
    /** Something does not work, or soon will not. */
    CRITICAL;

    /** {@code info}, {@code warning} or {@code critical}. */
    public String wireName() {
        return Constants.written(this);
    }
}
