package headroom.platform.http;

import headroom.kernel.Refusal;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Carries a refusal out of where only an exception can leave: readers, filters, parameters. Costs no stack trace. */
public class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        this(refusal, null);
    }

    /** A refusal for a reason that is ours to know. */
    protected RefusedException(Refusal refusal, @Nullable Throwable cause) {
        super(refusal.detail(), cause, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
