package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static headroom.quota.rule.Grove.limit;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Refusal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reserve first, decide later: the kinds of case that two-phase transfers have (TigerBeetle), with our numbers. */
class TwoPhaseTest {
    private final Grove grove = new Grove().root("org", limit(100)).below("org", "team", limit(60));
    private Instant now = START;
    private Holding holding;

    @Test
    void a3_whatIsReservedCountsFromTheMomentItIsReserved() {
        reserves(60);
        assertThat(grove.usage("org")).isEqualTo(amount(60));
        assertThat(grove.violatedBy("team", 1)).containsExactly("team");
        assertThat(tally()).isEqualTo(new Tally(amount(60), Amount.ZERO, Amount.ZERO, amount(60), Amount.ZERO));
    }

    @Test
    void a2_aCommitChangesNoUsage() {
        reserves(60);
        takes(Lifecycle.commit(holding, Optional.empty(), null, now), false);
        assertThat(tally()).isEqualTo(new Tally(Amount.ZERO, amount(60), Amount.ZERO, amount(60), Amount.ZERO));
        assertThat(grove.usage("org")).isEqualTo(amount(60));
    }

    @Test
    void a2_aPartialCommitMakesRoomForOthersAtOnce() {
        reserves(60);
        takes(Lifecycle.commit(holding, Optional.of(amount(15)), null, now), false);
        assertThat(holding.amount()).isEqualTo(amount(15));
        assertThat(grove.admits("team", 45)).isTrue();
        assertThat(grove.violatedBy("team", 1)).containsExactly("team");
    }

    @Test
    void a2_aVoidedReservationLeavesNoTraceInUsage() {
        reserves(60);
        takes(Lifecycle.release(holding, Optional.empty(), true, now), false);
        assertThat(tally()).isEqualTo(Tally.EMPTY);
        assertThat(grove.usage("org")).isEqualTo(amount(0));
    }

    @Test
    void a2_whatEndedEndsOnce() {
        reserves(60);
        takes(Lifecycle.release(holding, Optional.empty(), false, now), false);
        takes(Lifecycle.release(holding, Optional.empty(), false, now), true);
        takes(Lifecycle.commit(holding, Optional.empty(), null, now), true);
        assertThat(grove.usage("org")).isEqualTo(amount(0));
    }

    @Test
    void a2_aCommitAfterTheDeadlineAcquiresNothing() {
        reserves(60);
        now = now.plus(Duration.ofMinutes(10));
        takes(Lifecycle.commit(holding, Optional.empty(), null, now), true);
        takes(Outcome.done(Lifecycle.expire(holding)), false);
        assertThat(grove.usage("org")).isEqualTo(amount(0));
        takes(Lifecycle.commit(holding, Optional.empty(), null, now), true);
        assertThat(grove.usage("org")).isEqualTo(amount(0));
    }

    @Test
    void a4_aRenewedReservationCanBeCommittedLater() {
        reserves(60);
        now = now.plus(Duration.ofMinutes(9));
        takes(Lifecycle.renew(holding, Duration.ofMinutes(10), now), false);
        now = now.plus(Duration.ofMinutes(9));
        takes(Lifecycle.commit(holding, Optional.empty(), null, now), false);
        assertThat(holding).isEqualTo(new Holding(AllocationState.ACTIVE, amount(60), null));
    }

    @Test
    void q10_underABudgetWhatWasConsumedStaysUntilThePeriodEnds() {
        reserves(60);
        takes(Lifecycle.commit(holding, Optional.of(amount(40)), null, now), false);
        takes(Lifecycle.release(holding, Optional.of(amount(25)), true, now), false);
        assertThat(tally()).isEqualTo(new Tally(Amount.ZERO, Amount.ZERO, amount(25), amount(25), amount(25)));
        assertThat(grove.usage("org")).isEqualTo(amount(25));
        assertThat(grove.violatedBy("team", 36)).containsExactly("team");
        for (Node node : grove.books().all().toArray(Node[]::new)) {
            grove.books().put(node.with(node.tally().withoutConsumed(), now));
        }
        assertThat(grove.usage("org")).isEqualTo(amount(0));
        assertThat(grove.admits("team", 60)).isTrue();
    }

    private Tally tally() {
        return grove.books().node(id("team")).tally();
    }

    private void reserves(long amount) {
        assertThat(grove.books().admit(id("team"), AllocationState.RESERVED, amount(amount), now))
                .isInstanceOf(Decision.Admitted.class);
        holding = new Holding(AllocationState.RESERVED, amount(amount), now.plus(Duration.ofMinutes(10)));
    }

    private void takes(Outcome<Transition> step, boolean refused) {
        Optional<Refusal> refusal = step.fold(
                transition -> {
                    grove.books().charge(id("team"), transition.charge(), now);
                    holding = new Holding(transition.to(), transition.amount(), transition.expiresAt());
                    return Optional.empty();
                },
                Optional::of);
        assertThat(refusal.isPresent()).isEqualTo(refused);
        refusal.ifPresent(no -> assertThat(no.kind()).isEqualTo(Kind.ALREADY_RELEASED));
    }
}
