package headroom.platform.http;

import headroom.platform.keys.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers that carry a secret, said again where the request is repeated with its idempotency key (rule A6): kept encrypted
 * under the master key, and forgotten as all kept answers are. Thread-safe.
 */
@ApplicationScoped
public class SealedAnswers {
    private static final int CREATED = 201;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private MasterKey master;

    /** The kept answer, or the work's, which is then kept. Called within the work's transaction. */
    public Answer once(Call call, Supplier<Answer> work) {
        Optional<String> place = call.idempotencyKey()
                .map(key -> "answer to " + key.requestHash() + " of " + call.tenant() + " with key " + key.key());
        Answer kept = answers.once(call.tenant(), call.idempotencyKey(), () -> {
            Answer answer = work.get();
            return place.isPresent() && answer.status() == CREATED
                    ? new Answer(CREATED, answer.headers(), sealed(answer.body(), place.get()))
                    : answer;
        });
        return place.isPresent() && kept.status() == CREATED
                ? new Answer(CREATED, kept.headers(), opened(kept.body(), place.get()))
                : kept;
    }

    private String sealed(String body, String place) {
        return master.seal(body.getBytes(StandardCharsets.UTF_8), place);
    }

    private String opened(String body, String place) {
        return new String(master.open(body, place), StandardCharsets.UTF_8);
    }
}
