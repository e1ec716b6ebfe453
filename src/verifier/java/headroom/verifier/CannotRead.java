package headroom.verifier;

import java.io.Serial;

/** What was given is no whole export, or no keys; the message says which and why. */
final class CannotRead extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CannotRead(String message) {
        super(message);
    }

    CannotRead(String message, Throwable cause) {
        super(message, cause);
    }
}
