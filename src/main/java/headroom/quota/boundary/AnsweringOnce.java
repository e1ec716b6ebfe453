package headroom.quota.boundary;

import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Answers a request that no tree is needed for; where it has a key, its repetition hears the same (rule A6). */
@Stateless
public class AnsweringOnce {
    @Inject
    private IdempotentAnswers answers;

    public Answer answer(Call call, Supplier<Answer> answer) {
        return answers.once(call.tenant(), call.idempotencyKey(), answer);
    }
}
