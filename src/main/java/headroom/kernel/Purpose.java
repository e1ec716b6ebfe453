package headroom.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Why a token was asked for; what is done with it is audited under this.
 *
 * @param reason 1 to 256 characters
 * @param ticket 1 to 128 characters, or null where none was given
 */
public record Purpose(String reason, @Nullable String ticket) {
    public static final int MAX_REASON = 256;
    public static final int MAX_TICKET = 128;

    public Purpose {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("a reason has 1 to " + MAX_REASON + " characters");
        }
        if (ticket != null && (ticket.isBlank() || ticket.length() > MAX_TICKET)) {
            throw new IllegalArgumentException("a ticket has 1 to " + MAX_TICKET + " characters");
        }
    }
}
