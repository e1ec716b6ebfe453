package headroom.audit.boundary;

import headroom.kernel.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param subject whom the token speaks for
 * @param clientId to whom it was issued
 * @param tokenHash SHA-256 of the token's id; null where there was no token
 */
public record Actor(
        String subject, String clientId, @Nullable String tokenHash) {
    /** The service itself: what time alone brings about. */
    public static final Actor SERVICE = new Actor("headroom", "headroom", null);

    static Actor of(Caller caller) {
        return new Actor(caller.subject(), caller.clientId(), caller.tokenHash());
    }
}
