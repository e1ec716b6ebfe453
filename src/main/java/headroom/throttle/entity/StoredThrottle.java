package headroom.throttle.entity;

import headroom.throttle.rule.Throttle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A throttle as it is stored: what it says, what of it is in use, and who said so why.
 *
 * @param owner the tenant that it binds, or {@value #PLATFORM}: the platform's own, which bind all together
 * @param throttle what it says, and what of it is in use
 * @param reason why it was made or changed last
 * @param ticket under which ticket; null where none was named
 * @param changedBy by whom
 * @param version counts its changes; what comes in use changes none
 */
public record StoredThrottle(
        String owner,
        Throttle throttle,
        String reason,
        @Nullable String ticket,
        String changedBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    /** The owner of what binds all tenants; no tenant can be named so. */
    public static final String PLATFORM = "*";

    public boolean isThePlatforms() {
        return owner.equals(PLATFORM);
    }

    /** With this in use, else the same. */
    public StoredThrottle with(Throttle other) {
        return new StoredThrottle(owner, other, reason, ticket, changedBy, createdAt, updatedAt, version);
    }
}
