package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state and every step, as a closed table; then each step by itself. */
class LifecycleTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Instant LATER = START.plus(LEASE);

    @ParameterizedTest(name = "a2_{0} {1} due={2} -> {3}")
    @CsvSource({
        "RESERVED, COMMIT,  false, ACTIVE",
        "RESERVED, RENEW,   false, RESERVED",
        "RESERVED, RELEASE, false, RELEASED",
        "RESERVED, EXPIRE,  false, EXPIRED",
        "ACTIVE,   COMMIT,  false, CONFLICT",
        "ACTIVE,   RENEW,   false, ACTIVE",
        "ACTIVE,   RELEASE, false, RELEASED",
        "ACTIVE,   EXPIRE,  false, EXPIRED",
        "RESERVED, COMMIT,  true,  ALREADY_RELEASED",
        "RESERVED, RENEW,   true,  ALREADY_RELEASED",
        "RESERVED, RELEASE, true,  ALREADY_RELEASED",
        "RESERVED, EXPIRE,  true,  EXPIRED",
        "ACTIVE,   COMMIT,  true,  ALREADY_RELEASED",
        "ACTIVE,   RENEW,   true,  ALREADY_RELEASED",
        "ACTIVE,   RELEASE, true,  ALREADY_RELEASED",
        "ACTIVE,   EXPIRE,  true,  EXPIRED",
        "RELEASED, COMMIT,  false, ALREADY_RELEASED",
        "RELEASED, RENEW,   false, ALREADY_RELEASED",
        "RELEASED, RELEASE, false, ALREADY_RELEASED",
        "RELEASED, COMMIT,  true,  ALREADY_RELEASED",
        "RELEASED, RENEW,   true,  ALREADY_RELEASED",
        "RELEASED, RELEASE, true,  ALREADY_RELEASED",
        "EXPIRED,  COMMIT,  false, ALREADY_RELEASED",
        "EXPIRED,  RENEW,   false, ALREADY_RELEASED",
        "EXPIRED,  RELEASE, false, ALREADY_RELEASED",
        "EXPIRED,  COMMIT,  true,  ALREADY_RELEASED",
        "EXPIRED,  RENEW,   true,  ALREADY_RELEASED",
        "EXPIRED,  RELEASE, true,  ALREADY_RELEASED"
    })
    void a2_everyStepFromEveryState(AllocationState from, Operation step, boolean due, String end) {
        Holding holding = new Holding(from, amount(8), due ? START : LATER);
        assertThat(step(holding, step)
                        .<String>fold(
                                done -> done.to().name(),
                                refusal -> refusal.kind().name()))
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"RELEASED", "EXPIRED"})
    void a2_terminalStatesCannotExpire(AllocationState terminal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifecycle.expire(new Holding(terminal, amount(8), START)));
    }

    @Test
    void a2_aCommitOfTheWholeMovesItFromReservedToActive() {
        Transition commit = done(Lifecycle.commit(reserved(8), Optional.empty(), null, START));
        assertThat(commit)
                .isEqualTo(new Transition(
                        Operation.COMMIT,
                        AllocationState.ACTIVE,
                        amount(8),
                        Amount.ZERO,
                        null,
                        new Charge(amount(-8), amount(8), Amount.ZERO)));
        assertThat(commit.charge().total()).isEqualTo(Amount.ZERO);
    }

    @Test
    void a2_aCommitOfAPartGivesTheRestBackAtOnce() {
        Transition commit = done(Lifecycle.commit(reserved(8), Optional.of(amount(3)), LEASE, START));
        assertThat(commit.amount()).isEqualTo(amount(3));
        assertThat(commit.charge()).isEqualTo(new Charge(amount(-8), amount(3), Amount.ZERO));
        assertThat(commit.charge().total()).isEqualTo(amount(-5));
        assertThat(commit.expiresAt()).isEqualTo(LATER);
    }

    @Test
    void a2_committingMoreThanReservedIsRefused() {
        Refusal refusal = refused(Lifecycle.commit(reserved(8), Optional.of(amount("8.0001")), null, START));
        assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refusal.detail()).contains("8.0001").contains("8 is reserved");
        assertThat(done(Lifecycle.commit(reserved(8), Optional.of(amount(8)), null, START))
                        .amount())
                .isEqualTo(amount(8));
    }

    @Test
    void a2_anActiveAllocationIsNotCommittedAgain() {
        Refusal refusal = refused(Lifecycle.commit(active(8), Optional.empty(), null, START));
        assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refusal.detail()).contains("it is active");
    }

    @Test
    void a2_theReservationsDeadlineEndsWithTheCommit() {
        Holding reserved = new Holding(AllocationState.RESERVED, amount(8), LATER);
        assertThat(done(Lifecycle.commit(reserved, Optional.empty(), null, START))
                        .expiresAt())
                .isNull();
    }

    @Test
    void a4_aRenewalMovesTheEndAndChargesNothing() {
        Transition renewal = done(Lifecycle.renew(active(8), LEASE, START));
        assertThat(renewal)
                .isEqualTo(new Transition(
                        Operation.RENEW, AllocationState.ACTIVE, amount(8), Amount.ZERO, LATER, Charge.NONE));
    }

    @Test
    void a2_aSecondReleaseNamesTheFirstOutcome() {
        Holding released = new Holding(AllocationState.RELEASED, amount(8), null);
        Holding expired = new Holding(AllocationState.EXPIRED, amount(8), START);
        assertThat(refused(Lifecycle.release(released, Optional.empty(), false, START))
                        .detail())
                .isEqualTo("the allocation is released and cannot be released");
        assertThat(refused(Lifecycle.release(expired, Optional.empty(), false, START))
                        .detail())
                .isEqualTo("the allocation is expired and cannot be released");
        assertThat(refused(Lifecycle.commit(expired, Optional.empty(), null, START))
                        .detail())
                .isEqualTo("the allocation is expired and cannot be committed");
        assertThat(refused(Lifecycle.renew(released, LEASE, START)).detail())
                .isEqualTo("the allocation is released and cannot be renewed");
    }

    @Test
    void a3_whatIsDueIsExpiredAlsoBeforeTheTimerHasSeenIt() {
        Holding due = new Holding(AllocationState.ACTIVE, amount(8), START);
        assertThat(refused(Lifecycle.renew(due, LEASE, START)).detail()).contains("is expired");
        assertThat(due.isDue(START)).isTrue();
        assertThat(due.isDue(START.plusNanos(1_000))).isTrue();
        assertThat(due.isDue(START.minusNanos(1_000))).isFalse();
        assertThat(active(8).isDue(START)).isFalse();
        assertThat(new Holding(AllocationState.RELEASED, amount(8), START).isDue(START))
                .isFalse();
    }

    @Test
    void a3_whatExpiredGivesEverythingBackAlsoUnderABudget() {
        Transition end = Lifecycle.expire(new Holding(AllocationState.ACTIVE, amount(8), START));
        assertThat(end.operation()).isEqualTo(Operation.EXPIRE);
        assertThat(end.to()).isEqualTo(AllocationState.EXPIRED);
        assertThat(end.amount()).isEqualTo(amount(8));
        assertThat(end.consumed()).isEqualTo(Amount.ZERO);
        assertThat(end.expiresAt()).isEqualTo(START);
        assertThat(end.charge()).isEqualTo(new Charge(Amount.ZERO, amount(-8), Amount.ZERO));
    }

    @ParameterizedTest(name = "q10_{0} consumed={1} budget={2} keeps {3}")
    @CsvSource({
        "ACTIVE,   '', true,  8",
        "ACTIVE,   3,  true,  3",
        "ACTIVE,   0, true,  0",
        "ACTIVE,   8, true,  8",
        "ACTIVE,   '', false, 0",
        "ACTIVE,   3,  false, 0",
        "RESERVED, '', true,  0",
        "RESERVED, 3,  true,  3",
        "RESERVED, '', false, 0"
    })
    void q10_aReleaseGivesBackWhatWasNotConsumed(AllocationState state, String consumed, boolean budget, String kept) {
        Optional<Amount> part = consumed.isEmpty() ? Optional.empty() : Optional.of(amount(consumed));
        Transition release = done(Lifecycle.release(new Holding(state, amount(8), null), part, budget, START));
        assertThat(release.operation()).isEqualTo(Operation.RELEASE);
        assertThat(release.consumed()).isEqualTo(amount(kept));
        assertThat(release.charge().total()).isEqualTo(amount(kept).minus(amount(8)));
        assertThat(release.charge().consumed()).isEqualTo(amount(kept));
    }

    @Test
    void q10_moreThanItHeldCannotHaveBeenConsumed() {
        Refusal refusal = refused(Lifecycle.release(active(8), Optional.of(amount(9)), true, START));
        assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(refusal.detail()).isEqualTo("cannot have consumed 9 of an allocation of 8");
    }

    private static Outcome<Transition> step(Holding holding, Operation step) {
        return switch (step) {
            case COMMIT -> Lifecycle.commit(holding, Optional.empty(), null, START);
            case RENEW -> Lifecycle.renew(holding, LEASE, START);
            case RELEASE -> Lifecycle.release(holding, Optional.empty(), false, START);
            case EXPIRE -> Outcome.done(Lifecycle.expire(holding));
            case ALLOCATE -> throw new IllegalArgumentException("not a step of an allocation that exists");
        };
    }

    private static Holding reserved(long amount) {
        return new Holding(AllocationState.RESERVED, amount(amount), LATER);
    }

    private static Holding active(long amount) {
        return new Holding(AllocationState.ACTIVE, amount(amount), null);
    }

    private static Transition done(Outcome<Transition> outcome) {
        return outcome.fold(transition -> transition, refusal -> {
            throw new AssertionError(refusal.detail());
        });
    }

    private static Refusal refused(Outcome<Transition> outcome) {
        return outcome.fold(
                transition -> {
                    throw new AssertionError("was not refused: " + transition);
                },
                refusal -> refusal);
    }
}
