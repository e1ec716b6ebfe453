package headroom.quota.control;

import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A posting in a lane. Its answer is made on its caller's thread, or, where it has a key and the answer is kept, in the
 * transaction that it tells of. What was decided is told only after the transaction has ended.
 */
final class Posted<R> extends Waiting<Supplier<Answer>> {
    private final Posting<R> posting;
    private final Optional<IdempotencyKey> key;
    private @Nullable Supplier<Answer> decided;
    private @Nullable RuntimeException failure;
    private boolean durable;

    Posted(Posting<R> posting, Optional<IdempotencyKey> key) {
        this.posting = posting;
        this.key = key;
    }

    @Override
    int weight() {
        return posting.weight();
    }

    @Override
    boolean isAlone() {
        return false;
    }

    @Override
    boolean givesBack() {
        return posting.givesBack();
    }

    Posting<R> posting() {
        return posting;
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    /** Decides it on the ledger; the answer is there where it must be kept. */
    Optional<Answer> decide(Ledger ledger) {
        failure = null;
        try {
            R result = posting.decide(ledger);
            if (key.isEmpty()) {
                decided = () -> settled(result, posting.answer(result));
                return Optional.empty();
            }
            Answer answer = context().on(() -> posting.answer(result));
            decided = () -> settled(result, answer);
            return Optional.of(answer);
        } catch (TreeMovedException moved) {
            failure = moved;
            return Optional.empty();
        }
    }

    private Answer settled(R result, Answer answer) {
        posting.settled(result);
        return answer;
    }

    /** Answers it without a decision. */
    void decidedBefore(Answer answer) {
        failure = null;
        decided = () -> answer;
    }

    /** The transaction that it was decided in has ended well. */
    void durable() {
        durable = true;
    }

    @Override
    void tell() {
        if (!durable) {
            return;
        }
        if (failure != null) {
            fail(failure);
        } else if (decided != null) {
            succeed(decided);
        }
    }

    /** The answer, once it is durable. */
    Promise<Answer> answer() {
        return () -> await().get();
    }
}
