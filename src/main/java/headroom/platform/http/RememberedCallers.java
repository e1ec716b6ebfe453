package headroom.platform.http;

import headroom.kernel.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request before the gate does, where that costs nothing: of a token that passed the gate lately. Thread-safe. */
public interface RememberedCallers {
    /**
     * The caller; empty where the token is not remembered, whatever it is. Decides nothing of what he may do.
     *
     * @param authorization the first Authorization header of the request
     */
    Optional<Caller> caller(@Nullable String authorization);
}
