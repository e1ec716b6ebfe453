package headroom.platform.http;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that is the body of a request: read by {@link BodyReader}, whatever other readers a server brings (JAX-RS
 * prefers the reader of the closest type). Carries {@link MaxBody}.
 */
public interface JsonBody {
    /**
     * The body, which a request without one does not have.
     *
     * @throws RefusedException where it is missing
     */
    static <T extends JsonBody> T required(@Nullable T body) {
        if (body == null) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the body breaks the contract",
                    List.of(new FieldError("body", "is missing"))));
        }
        return body;
    }
}
