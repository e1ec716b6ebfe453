package headroom.throttle.control;

import headroom.kernel.Refusal;
import headroom.platform.Stopwatch;
import headroom.platform.http.Answer;
import headroom.platform.http.IdempotencyKey;
import headroom.platform.http.RefusedException;
import headroom.platform.http.RequestContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A caller's work in a lane: an {@link Asking}, an {@link EndingPermit} or a {@link Sweeping}. It is decided once and ends once. Its answer is made on
 * its caller's thread, or, where it has a key and the answer is kept, in the transaction that it tells of.
 */
public abstract class Posted {
    /** Who waited this long for his turn is better told to come again, in milliseconds. */
    private static final long MAX_WAIT_MS = 10_000;

    /** Work that was begun ends by the database's own time limits before this, in milliseconds. */
    static final long MAX_WORK_MS = 90_000;

    /** What its caller waits for: true where it is to lead the lane, false where the work has ended. */
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    private final CompletableFuture<Supplier<Answer>> end = new CompletableFuture<>();
    private final RequestContext context = RequestContext.current();
    private final Stopwatch since = Stopwatch.start();
    private final Optional<IdempotencyKey> key;
    private @Nullable Supplier<Answer> decided;

    Posted(Optional<IdempotencyKey> key) {
        this.key = key;
    }

    /** Whether it makes room for others, and is not turned away. */
    boolean givesBack() {
        return false;
    }

    /** How long it waits for its turn, in milliseconds. */
    long patienceMs() {
        return MAX_WAIT_MS;
    }

    final Optional<IdempotencyKey> key() {
        return key;
    }

    final double waitedSeconds() {
        return since.seconds();
    }

    /** Notes how it was decided; yields the answer where that is to be kept. May be called again, where the transaction came to nothing. */
    final Optional<Answer> decided(Supplier<Answer> making) {
        if (key.isEmpty()) {
            decided = making;
            return Optional.empty();
        }
        Answer answer = context.on(making);
        decided = () -> answer;
        return Optional.of(answer);
    }

    /** Answers it without a decision, as it was answered before. */
    final void decidedBefore(Supplier<Answer> before) {
        decided = () -> context.on(before);
    }

    /** The transaction that it was decided in has ended well. */
    final void durable() {
        if (decided != null) {
            end.complete(decided);
        }
    }

    final void fail(RuntimeException failure) {
        end.completeExceptionally(failure);
    }

    /** Its caller is to lead the lane. */
    final void lead() {
        turn.complete(true);
    }

    final boolean isToLead() {
        return turn.getNow(false);
    }

    /** Tells its caller how it ended; where nobody has said so, that nobody knows. */
    final void close() {
        end.completeExceptionally(unknown());
        turn.complete(false);
    }

    /**
     * Waits until it has ended, or its caller is to lead.
     *
     * @param withdrawing takes it back from the lane; false where it is being decided, or is to lead
     * @return whether to lead
     * @throws RefusedException throttled, where it was taken back
     */
    final boolean awaitTurn(BooleanSupplier withdrawing) {
        Optional<Boolean> leads = await(patienceMs());
        if (leads.isPresent()) {
            return leads.get();
        }
        if (withdrawing.getAsBoolean()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.THROTTLED,
                    "the request waited " + Math.round(waitedSeconds()) + " s for its turn; nothing was done"));
        }
        return turn.isDone() ? turn.join() : await(MAX_WORK_MS).orElse(false);
    }

    private Optional<Boolean> await(long milliseconds) {
        try {
            return Optional.of(turn.get(milliseconds, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The answer to what has ended; throws what it failed of. */
    final Answer answer() {
        if (!end.isDone()) {
            throw unknown();
        }
        try {
            return end.get().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : unknown();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unknown();
        }
    }

    /** Nobody can say whether it took effect. */
    static RefusedException unknown() {
        return new RefusedException(Refusal.of(
                Refusal.Kind.UNAVAILABLE,
                "the database did not confirm; repeat the request later, safely with an Idempotency-Key"));
    }
}
