package headroom.authority.boundary;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import java.time.Duration;

/** Too many attempts: try again later. */
final class ThrottledException extends GeneralException {
    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;

    private final long retryAfterSeconds;

    ThrottledException(Duration wait) {
        super(new ErrorObject(
                OAuth2Error.INVALID_CLIENT_CODE, "too many attempts; try again later", TOO_MANY_REQUESTS));
        // Rounded up: who comes at the second must be heard.
        retryAfterSeconds = wait.toSeconds() + 1;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
