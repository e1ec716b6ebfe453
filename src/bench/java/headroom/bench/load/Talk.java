package headroom.bench.load;

import java.nio.ByteBuffer;

/** What one connection asks, one request after another. Used by one thread. */
public interface Talk {
    /** The next request, whole; the buffer is used until it is answered. */
    ByteBuffer next();

    /**
     * Takes the answer to the request before.
     *
     * @return units of work that it did: 1 for most requests that were answered 2xx
     */
    default int answered(AnswerReader answer) {
        return answer.isSuccess() ? 1 : 0;
    }

    /** The connection was lost, and with it the answer. */
    default void lost() {}

    /** Whether nothing is left behind when it ends here. */
    default boolean isAtRest() {
        return true;
    }
}
