package headroom.kernel;

import java.util.List;
import java.util.Map;

/** A "no" to a caller, as a value: what kind, why, and what a machine may want to know beside it. */
public interface Refusal {
    /** Which no it is; callers switch on this. */
    Kind kind();

    /** One sentence for a person. */
    String detail();

    /** Every broken rule, where fields are to blame. */
    default List<FieldError> errors() {
        return List.of();
    }

    /** Further members of the answer by their wire names. */
    default Map<String, Object> members() {
        return Map.of();
    }

    static Refusal of(Kind kind, String detail) {
        return new Plain(kind, detail, List.of(), Map.of());
    }

    static Refusal of(Kind kind, String detail, List<FieldError> errors) {
        return new Plain(kind, detail, List.copyOf(errors), Map.of());
    }

    static Refusal of(Kind kind, String detail, Map<String, Object> members) {
        return new Plain(kind, detail, List.of(), Map.copyOf(members));
    }

    /** The closed vocabulary of refusals: the name on the wire, the HTTP status, the title. */
    enum Kind {
        VALIDATION("validation", 400, "The request is not valid"),
        REASON_REQUIRED("reason-required", 400, "The token does not say why"),
        UNAUTHENTICATED("unauthenticated", 401, "A valid token is needed"),
        FORBIDDEN("forbidden", 403, "The token does not allow it"),
        NOT_FOUND("not-found", 404, "There is no such thing"),
        METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
        NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable representation"),
        ALREADY_EXISTS("already-exists", 409, "It exists already"),
        QUOTA_EXCEEDED("quota-exceeded", 409, "The quota does not allow it"),
        ALREADY_RELEASED("already-released", 409, "The allocation has ended"),
        ALREADY_ENDED("already-ended", 409, "It has ended already"),
        HAS_LIVE_ALLOCATIONS("has-live-allocations", 409, "Live allocations stand in the way"),
        HAS_CHILDREN("has-children", 409, "Children stand in the way"),
        TENANT_PAUSED("tenant-paused", 409, "The tenant is paused"),
        CONFLICT("conflict", 409, "The state does not allow it"),
        STALE("stale", 412, "It has changed meanwhile"),
        TOO_LARGE("too-large", 413, "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not supported"),
        INVALID_QUOTA("invalid-quota", 422, "The quota breaks a rule"),
        INVALID_HIERARCHY("invalid-hierarchy", 422, "The hierarchy breaks a rule"),
        INVALID_POOL("invalid-pool", 422, "The pool breaks a rule"),
        BEYOND_MAXIMUM("beyond-maximum", 422, "It is beyond the maximum"),
        IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The key was used with another request"),
        TOO_MANY_NODES("too-many-nodes", 422, "The answer would be too large"),
        THROTTLED("throttled", 429, "Too many requests"),
        SHED("shed", 429, "The server has too much to do"),
        INTERNAL("internal", 500, "Something went wrong"),
        UNAVAILABLE("unavailable", 503, "Not available now");

        private final String wireName;
        private final int status;
        private final String title;

        Kind(String wireName, int status, String title) {
            this.wireName = wireName;
            this.status = status;
            this.title = title;
        }

        public String wireName() {
            return wireName;
        }

        /** Whether it may be another a moment later, by itself: the answer says when to come again. */
        public boolean isPassing() {
            return this == THROTTLED || this == SHED || this == UNAVAILABLE;
        }

        /** The HTTP status that carries it. */
        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }

    /** A refusal without a shape of its own. */
    record Plain(Kind kind, String detail, List<FieldError> errors, Map<String, Object> members) implements Refusal {}
}
