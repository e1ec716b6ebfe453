package headroom.concurrency.crash;

import headroom.testing.Reply;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One request of a caller.
 *
 * @param key its Idempotency-Key, where it has one
 * @param job whose allocation it is about; null for a batch
 * @param understand what an answer means to the caller
 */
record Request(String method, String path, String body, Optional<String> key, Job job, Consumer<Reply> understand) {
    static Request post(String path, String body, boolean keyed, Job job, Consumer<Reply> understand) {
        Optional<String> key = keyed ? Optional.of("key-" + UUID.randomUUID()) : Optional.empty();
        return new Request("POST", path, body, key, job, understand);
    }

    static Request delete(String path, Job job, Consumer<Reply> understand) {
        return new Request("DELETE", path, null, Optional.empty(), job, understand);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + body + " " + key;
    }
}
