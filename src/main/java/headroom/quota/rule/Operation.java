package headroom.quota.rule;

import java.util.Locale;

/** What the usage history records (rule A7). */
public enum Operation {
    ALLOCATE,
    COMMIT,
    RENEW,
    RELEASE,
    EXPIRE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
