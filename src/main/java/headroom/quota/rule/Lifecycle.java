package headroom.quota.rule;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an allocation's life (rules A2, A3, A4), and what each gives back (rule Q10). Pure. An allocation whose
 * time has come is over, also before the timer has seen it.
 */
public final class Lifecycle {
    private Lifecycle() {}

    /**
     * Reserved to active, of the whole or of a part; the rest is given back at once. The reservation's deadline ends with
     * it: the active allocation has a lease only where one is asked for.
     *
     * @param part how much to commit, more than 0; all when empty
     * @param lease how long the active allocation may live; for ever when null
     */
    public static Outcome<Transition> commit(
            Holding holding, Optional<Amount> part, @Nullable Duration lease, Instant now) {
        if (isOver(holding, now)) {
            return ended(holding, "committed");
        }
        if (holding.state() != AllocationState.RESERVED) {
            return Outcome.refused(
                    Refusal.of(Kind.CONFLICT, "only a reserved allocation can be committed; it is active"));
        }
        Amount amount = part.orElse(holding.amount());
        if (amount.isMoreThan(holding.amount())) {
            return Outcome.refused(Refusal.of(
                    Kind.CONFLICT, "cannot commit " + amount + ": only " + holding.amount() + " is reserved"));
        }
        Charge charge = new Charge(holding.amount().negated(), amount, Amount.ZERO);
        return Outcome.done(new Transition(
                Operation.COMMIT,
                AllocationState.ACTIVE,
                amount,
                Amount.ZERO,
                lease == null ? null : now.plus(lease),
                charge));
    }

    /** Moves the end of a live allocation to {@code lease} from now. */
    public static Outcome<Transition> renew(Holding holding, Duration lease, Instant now) {
        if (isOver(holding, now)) {
            return ended(holding, "renewed");
        }
        return Outcome.done(new Transition(
                Operation.RENEW, holding.state(), holding.amount(), Amount.ZERO, now.plus(lease), Charge.NONE));
    }

    /**
     * Gives back what was not consumed. Under a budget the default is that an active allocation was used up and a
     * reserved one not at all; without one nothing stays.
     *
     * @param consumed what was used up, 0 to the amount
     * @param budget whether the tree has a period
     */
    public static Outcome<Transition> release(Holding holding, Optional<Amount> consumed, boolean budget, Instant now) {
        if (isOver(holding, now)) {
            return ended(holding, "released");
        }
        if (consumed.isPresent() && consumed.get().isMoreThan(holding.amount())) {
            return Outcome.refused(Refusal.of(
                    Kind.CONFLICT,
                    "cannot have consumed " + consumed.get() + " of an allocation of " + holding.amount()));
        }
        Amount usedByDefault = holding.state() == AllocationState.ACTIVE ? holding.amount() : Amount.ZERO;
        Amount used = budget ? consumed.orElse(usedByDefault) : Amount.ZERO;
        return Outcome.done(end(holding, Operation.RELEASE, AllocationState.RELEASED, used));
    }

    /** The end of an allocation whose time has come: its whole amount is available again (rule A3). */
    public static Transition expire(Holding holding) {
        return end(holding, Operation.EXPIRE, AllocationState.EXPIRED, Amount.ZERO);
    }

    private static Transition end(Holding holding, Operation operation, AllocationState to, Amount consumed) {
        return new Transition(
                operation,
                to,
                holding.amount(),
                consumed,
                holding.expiresAt(),
                Charge.end(holding.state(), holding.amount(), consumed));
    }

    private static boolean isOver(Holding holding, Instant now) {
        return !holding.state().isLive() || holding.isDue(now);
    }

    private static Outcome<Transition> ended(Holding holding, String wanted) {
        AllocationState state = holding.state().isLive() ? AllocationState.EXPIRED : holding.state();
        return Outcome.refused(Refusal.of(
                Kind.ALREADY_RELEASED, "the allocation is " + state.wireName() + " and cannot be " + wanted));
    }
}
