package headroom.platform.http;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Answers a request in a transaction; where it has an idempotency key, the answer is kept in the same one, and its
 * repetition hears it again (rule A6).
 */
@Stateless
public class AnsweringOnce {
    @Inject
    private IdempotentAnswers answers;

    public Answer answer(Call call, Supplier<Answer> answer) {
        return answers.once(call.tenant(), call.idempotencyKey(), answer);
    }
}
