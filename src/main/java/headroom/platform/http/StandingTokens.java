package headroom.platform.http;

import java.util.List;

/** Tells of a token that was good when a long request began whether it still is. Thread-safe. */
public interface StandingTokens {
    /**
     * Whether a request with these headers would still pass: its token has neither expired nor been revoked.
     *
     * @param authorizations every Authorization header of the request
     */
    boolean stand(List<String> authorizations);
}
