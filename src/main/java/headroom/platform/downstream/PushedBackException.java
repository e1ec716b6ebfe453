package headroom.platform.downstream;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call failed because the service asks for fewer calls. */
public class PushedBackException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Pushback pushback;

    public PushedBackException(Pushback pushback, IOException cause) {
        super("the service asks for fewer calls", cause);
        this.pushback = pushback;
    }

    /** What a failure says of it, or what caused it. */
    static Optional<Pushback> in(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PushedBackException pushedBack) {
                return Optional.of(pushedBack.pushback);
            }
        }
        return Optional.empty();
    }
}
