package headroom.quota.control;

import headroom.platform.DatabaseFailures;
import jakarta.ejb.ApplicationException;
import java.io.Serial;

/** A job was taken for free and was not (rule A1): decide again, with a look at the jobs first. */
@ApplicationException(rollback = true)
public class JobHeldException extends RuntimeException implements DatabaseFailures.LostRace {
    @Serial
    private static final long serialVersionUID = 1L;

    JobHeldException(String message) {
        super(message);
    }
}
