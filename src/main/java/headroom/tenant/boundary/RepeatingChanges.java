package headroom.tenant.boundary;

import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Makes a change of a tenant harmless to repeat: its answer is kept in the transaction that it is made in (rule A6). */
@Stateless
public class RepeatingChanges {
    @Inject
    private IdempotentAnswers answers;

    public Answer once(Call call, Supplier<Answer> change) {
        return answers.once(call.tenant(), call.idempotencyKey(), change);
    }
}
