package headroom.alert.rule;

import headroom.kernel.Constants;

/** Whether what an alert is about is still the case. */
public enum AlertState {
    OPEN,
    CLEARED;

    /** {@code open} or {@code cleared}. */
    public String wireName() {
        return Constants.written(this);
    }
}
