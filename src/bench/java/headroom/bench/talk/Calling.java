package headroom.bench.talk;

import headroom.bench.load.AnswerReader;
import headroom.bench.load.Talk;
import java.nio.ByteBuffer;

/** The same POST again and again: asking a closed breaker for a permit, or telling it how a call ended. */
public final class Calling implements Talk {
    private static final String BREAKER = "/api/v1/breakers/bench";

    private final Request request;

    private Calling(String path, String body, String token) {
        this.request = Request.post(BREAKER + path, body, token);
    }

    public static Calling permits(String token) {
        return new Calling("/permits", "", token);
    }

    /** One outcome in each request. */
    public static Calling outcomes(String token) {
        return new Calling("/outcomes", "{\"outcome\":\"success\",\"duration_ms\":12,\"caller\":\"worker-1\"}", token);
    }

    @Override
    public ByteBuffer next() {
        return request.ready();
    }

    @Override
    public int answered(AnswerReader answer) {
        return answer.isSuccess() ? 1 : 0;
    }
}
