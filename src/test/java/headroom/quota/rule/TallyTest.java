package headroom.quota.rule;

import static headroom.quota.rule.Grove.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import headroom.kernel.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node counts, and the charges that change it. */
class TallyTest {
    private static final Amount ZERO = Amount.ZERO;
    private static final Charge MIXED = new Charge(amount(1), amount(2), amount(4));

    @Test
    void q2_itsOwnPartIsWhatIsReservedActiveAndConsumed() {
        Tally tally = Tally.EMPTY.withOwn(MIXED);
        assertThat(tally).isEqualTo(new Tally(amount(1), amount(2), amount(4), amount(7), amount(4)));
        assertThat(tally.own()).isEqualTo(amount(7));
    }

    @Test
    void q2_whatIsBelowCountsInUsageAndNotInItsOwnPart() {
        Tally tally = Tally.EMPTY.withBelow(amount(7), amount(4));
        assertThat(tally).isEqualTo(new Tally(ZERO, ZERO, ZERO, amount(7), amount(4)));
        assertThat(tally.own()).isEqualTo(ZERO);
    }

    @Test
    void q2_children30And40Are70OfUsage() {
        Tally tally = Tally.EMPTY.withBelow(amount(30), ZERO).withBelow(amount(40), ZERO);
        assertThat(tally.usage()).isEqualTo(amount(70));
    }

    @Test
    void q13_aSubtreeThatGoesTakesItsUsageAndItsConsumption() {
        Tally tally = Tally.EMPTY.withBelow(amount(7), amount(4)).withBelow(amount(-7), amount(-4));
        assertThat(tally).isEqualTo(Tally.EMPTY);
    }

    @Test
    void q10_theNextPeriodBeginsWithoutWhatWasConsumed() {
        Tally tally =
                Tally.EMPTY.withOwn(MIXED).withBelow(amount(70), amount(40)).withoutConsumed();
        assertThat(tally).isEqualTo(new Tally(amount(1), amount(2), ZERO, amount(33), ZERO));
    }

    @Test
    void q14_whatIsSetAsideIsHeldAndNotUsed() {
        Tally tally = Tally.EMPTY.withOwn(MIXED).settingAside(amount(5));
        assertThat(tally.held()).isEqualTo(amount(12));
        assertThat(tally.usage()).isEqualTo(amount(7));
        assertThat(tally.withoutConsumed().setAside()).isEqualTo(amount(5));
    }

    @Test
    void holdingIsCountedWhereItsStateSays() {
        assertThat(Charge.hold(AllocationState.RESERVED, amount(5))).isEqualTo(new Charge(amount(5), ZERO, ZERO));
        assertThat(Charge.hold(AllocationState.ACTIVE, amount(5))).isEqualTo(new Charge(ZERO, amount(5), ZERO));
    }

    @Test
    void q10_anEndGivesBackAllButWhatWasConsumed() {
        Charge end = Charge.end(AllocationState.ACTIVE, amount(5), amount(2));
        assertThat(end).isEqualTo(new Charge(ZERO, amount(-5), amount(2)));
        assertThat(end.total()).isEqualTo(amount(-3));
        assertThat(Charge.end(AllocationState.RESERVED, amount(5), ZERO)).isEqualTo(new Charge(amount(-5), ZERO, ZERO));
    }

    @ParameterizedTest
    @EnumSource(names = {"RELEASED", "EXPIRED"})
    void a2_anAllocationThatEndedHoldsNothing(AllocationState ended) {
        assertThatIllegalArgumentException().isThrownBy(() -> Charge.hold(ended, amount(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Charge.end(ended, amount(1), ZERO));
    }

    @Test
    void chargesAddUp() {
        assertThat(MIXED.plus(MIXED)).isEqualTo(new Charge(amount(2), amount(4), amount(8)));
        assertThat(MIXED.plus(Charge.NONE)).isEqualTo(MIXED);
        assertThat(MIXED.total()).isEqualTo(amount(7));
        assertThat(Charge.NONE.total()).isEqualTo(ZERO);
    }
}
