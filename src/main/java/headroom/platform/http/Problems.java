package headroom.platform.http;

import headroom.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refusals as {@code application/problem+json} (RFC 9457). */
public final class Problems {
    /** What precedes a refusal's name in its type. */
    public static final String TYPE_PREFIX = "urn:headroom:problem:";

    /** Seconds after which a caller should try again what is not available now. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    /** The answer that carries a refusal; its instance names the request. */
    public static Answer answer(Refusal refusal) {
        return answer(refusal, refusal.members());
    }

    /** The answer that carries a refusal with these further members. */
    public static Answer answer(Refusal refusal, Map<String, Object> members) {
        return answer(refusal, members, RequestContext.current().requestId());
    }

    /** The answer to a request with this id. */
    public static Answer answer(Refusal refusal, String requestId) {
        return answer(refusal, refusal.members(), requestId);
    }

    private static Answer answer(Refusal refusal, Map<String, Object> members, String requestId) {
        Refusal.Kind kind = refusal.kind();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_PREFIX + kind.wireName());
        problem.put("title", kind.title());
        problem.put("status", kind.status());
        problem.put("detail", refusal.detail());
        problem.put("instance", "urn:headroom:request:" + requestId);
        if (!refusal.errors().isEmpty()) {
            problem.put("errors", refusal.errors());
        }
        problem.putAll(members);
        Answer answer = Answer.of(kind.status(), problem);
        return kind.isPassing() ? answer.withHeader("Retry-After", RETRY_AFTER_SECONDS) : answer;
    }
}
