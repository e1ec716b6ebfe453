package headroom.platform.http;

import headroom.kernel.Refusal;
import headroom.kernel.Refusal.Kind;
import headroom.platform.DatabaseFailures;
import headroom.platform.Log;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Optional;

/** The last resort: whatever escapes becomes a problem that says nothing of our inside. What is our fault is logged. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Log LOG = Log.of(ErrorMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        Answer answer = Problems.answer(refusal(thrown));
        if (thrown instanceof NotAllowedException notAllowed) {
            answer = answer.withHeader(
                    HttpHeaders.ALLOW, notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.toResponse();
    }

    private static Refusal refusal(Throwable thrown) {
        Optional<Throwable> refused = DatabaseFailures.find(thrown, RefusedException.class);
        if (refused.isPresent()) {
            return ((RefusedException) refused.get()).refusal();
        }
        if (DatabaseFailures.isLostRace(thrown)) {
            return Refusal.of(Kind.CONFLICT, "others changed the same thing again and again; try again");
        }
        if (DatabaseFailures.isPassing(thrown)) {
            return unavailable(thrown);
        }
        return DatabaseFailures.find(thrown, WebApplicationException.class)
                .map(web ->
                        ofStatus(((WebApplicationException) web).getResponse().getStatus()))
                .orElseGet(() -> internal(thrown));
    }

    private static Refusal unavailable(Throwable thrown) {
        LOG.error("the database does not answer", Map.of(), thrown);
        return Refusal.of(
                Kind.UNAVAILABLE,
                "the database does not answer; repeat the request later, safely with an Idempotency-Key");
    }

    private static Refusal internal(Throwable thrown) {
        LOG.error("a request failed", Map.of(), thrown);
        return Refusal.of(Kind.INTERNAL, "the request failed here; its id finds the reason in the log");
    }

    /** What the container refused, in our words. */
    static Refusal ofStatus(int status) {
        return switch (status) {
            case 404 -> Refusal.of(Kind.NOT_FOUND, "nothing is served at this path");
            case 405 -> Refusal.of(Kind.METHOD_NOT_ALLOWED, "the path exists, but not with this method");
            case 406 -> Refusal.of(Kind.NOT_ACCEPTABLE, "answers are application/json");
            case 413 -> Refusal.of(Kind.TOO_LARGE, "the body is larger than is allowed here");
            case 415 -> Refusal.of(Kind.UNSUPPORTED_MEDIA_TYPE, "bodies are application/json");
            case 503 -> Refusal.of(Kind.UNAVAILABLE, "the service is not available now");
            default ->
                status >= 400 && status < 500
                        ? Refusal.of(Kind.VALIDATION, "the request is malformed")
                        : Refusal.of(Kind.INTERNAL, "the request failed here; its id finds the reason in the log");
        };
    }
}
