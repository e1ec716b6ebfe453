package headroom.audit.boundary;

import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Answers a repeated request for a verdict as it was answered first (rule A6), in one transaction with it. */
@Stateless
public class KeepingVerdicts {
    @Inject
    private IdempotentAnswers answers;

    public Answer once(Call call, Supplier<Answer> verdict) {
        return answers.once(call.tenant(), call.idempotencyKey(), verdict);
    }
}
