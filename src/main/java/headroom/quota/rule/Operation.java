package headroom.quota.rule;

import headroom.kernel.Constants;

/** What the usage history records (rule A7). */
public enum Operation {
    ALLOCATE,
    COMMIT,
    RENEW,
    RELEASE,
    EXPIRE;

    public String wireName() {
        return Constants.written(this);
    }
}
