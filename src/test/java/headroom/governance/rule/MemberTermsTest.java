package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MemberTermsTest {
    private static final TenantId A = new TenantId("a");
    private static final MemberTerms MEASURED =
            new MemberTerms(A, BigDecimal.ONE, 3, Amount.of(10), Amount.of(50), null);

    @Test
    void measuredDemandIsUsageAndWhatWasDeniedAndMayGrow() {
        Claim claim = MEASURED.claim(Amount.of(7), Amount.of(5), false);
        assertThat(claim).isEqualTo(new Claim(A, BigDecimal.ONE, 3, Amount.of(10), Amount.of(50), Amount.of(12), true));
        assertThat(MEASURED.claim(Amount.MAX_INPUT, Amount.of(5), false).demand())
                .isEqualTo(Amount.MAX_INPUT);
    }

    @Test
    void whatIsSaidIsTakenByItsWord() {
        Claim claim = MEASURED.wanting(Amount.of(3)).claim(Amount.of(7), Amount.of(5), false);
        assertThat(claim.demand()).isEqualTo(Amount.of(3));
        assertThat(claim.open()).isFalse();
        assertThat(MEASURED.wanting(Amount.of(3)).wanting(null)).isEqualTo(MEASURED);
    }

    @Test
    void aPausedMemberWantsNoMoreThanItUses() {
        Claim measured = MEASURED.claim(Amount.of(7), Amount.of(5), true);
        assertThat(measured.demand()).isEqualTo(Amount.of(7));
        assertThat(measured.open()).isFalse();
        assertThat(MEASURED.wanting(Amount.of(40))
                        .claim(Amount.of(7), Amount.ZERO, true)
                        .demand())
                .isEqualTo(Amount.of(7));
        assertThat(MEASURED.wanting(Amount.of(3))
                        .claim(Amount.of(7), Amount.ZERO, true)
                        .demand())
                .isEqualTo(Amount.of(3));
    }

    @Test
    void anotherMaximumBindsWhatIsKeptToo() {
        assertThat(MEASURED.cappedAt(Amount.of(4)).max()).isEqualTo(Amount.of(4));
        assertThat(MEASURED.cappedAt(Amount.of(4)).reserved()).isEqualTo(Amount.of(4));
        assertThat(MEASURED.cappedAt(Amount.of(60)).reserved()).isEqualTo(Amount.of(10));
    }

    @Test
    void howManyDigitsAWeightIsWrittenWithMakesNoOtherTerms() {
        MemberTerms same = new MemberTerms(A, new BigDecimal("1.0000"), 3, Amount.of(10), Amount.of(50), null);
        assertThat(same).isNotEqualTo(MEASURED);
        assertThat(MEASURED.isSameAs(same)).isTrue();
        assertThat(MEASURED.isSameAs(null)).isFalse();
        assertThat(MEASURED.isSameAs(same.wanting(Amount.of(1)))).isFalse();
        MemberTerms heavier = new MemberTerms(A, new BigDecimal("1.0001"), 3, Amount.of(10), Amount.of(50), null);
        assertThat(MEASURED.isSameAs(heavier)).isFalse();
    }

    @Test
    void aMemberLacksWhatIsKeptForItAndWantedBeyondItsShare() {
        Claim claim = MEASURED.wanting(Amount.of(40)).claim(Amount.ZERO, Amount.ZERO, false);
        assertThat(claim.lacks(new Standing(Amount.of("9.9999"), Amount.ZERO))).isTrue();
        assertThat(claim.lacks(new Standing(Amount.of(10), Amount.ZERO))).isFalse();
        assertThat(claim.lacks(new Standing(null, Amount.ZERO))).isFalse();
        Claim modest = MEASURED.wanting(Amount.of(5)).claim(Amount.ZERO, Amount.ZERO, false);
        assertThat(modest.lacks(new Standing(Amount.of(5), Amount.ZERO))).isFalse();
    }
}
