package headroom.platform.http;

import headroom.kernel.Refusal;
import java.io.Serial;

/** Carries a refusal out of where only an exception can leave: readers, filters, parameters. Costs no stack trace. */
public class RefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
