package headroom.quota.control;

import headroom.platform.http.RefusedException;
import java.io.Serial;

/** A transaction was to be committed, and nobody knows whether it was: it must not be tried again from here. */
final class UnconfirmedException extends RefusedException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnconfirmedException(Throwable cause) {
        super(Waiting.unknown().refusal(), cause);
    }
}
