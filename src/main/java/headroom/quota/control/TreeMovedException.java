package headroom.quota.control;

import headroom.platform.DatabaseFailures;
import jakarta.ejb.ApplicationException;
import java.io.Serial;

/** A quota went to another tree, or away, between looking for it and holding its tree: begin again. */
@ApplicationException(rollback = true)
public class TreeMovedException extends RuntimeException implements DatabaseFailures.LostRace {
    @Serial
    private static final long serialVersionUID = 1L;

    public TreeMovedException(String message) {
        super(message);
    }
}
