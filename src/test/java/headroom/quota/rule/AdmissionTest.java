package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.node;
import static headroom.quota.rule.Grove.overcommitted;
import static headroom.quota.rule.Grove.soft;
import static headroom.quota.rule.Grove.using;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.Decision.Admitted;
import headroom.quota.rule.Decision.Denied;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One judgement, with the numbers of the service that this one replaces. */
class AdmissionTest {
    private static final Node ROOT = node("root", limit(100), using(90));
    private static final Node LEAF = node("leaf", limit(50), using(20));

    @Test
    void q8_aRequestThatExactlyFitsIsAdmitted() {
        assertThat(decide(List.of(ROOT, LEAF), "10")).isInstanceOf(Admitted.class);
    }

    @Test
    void q8_theSmallestAmountMoreIsDenied() {
        Denied denied = denied(List.of(ROOT, LEAF), "10.0001");
        assertThat(denied.violations())
                .containsExactly(new Violation(ROOT, amount("10.0001"), amount("0.0001"), false));
        assertThat(denied.maxGrantable()).isEqualTo(amount(10));
    }

    @Test
    void q8_everyNodeThatItDidNotFitIsNamedFromRootToLeaf() {
        Denied denied = denied(List.of(ROOT, node("middle", limit(1_000), using(0)), LEAF), "31");
        assertThat(denied.violations())
                .extracting(violation -> violation.node().name().id())
                .containsExactly("root", "leaf");
        assertThat(denied.violations()).extracting(Violation::shortfall).containsExactly(amount(21), amount(1));
        assertThat(denied.violations()).extracting(Violation::requested).containsOnly(amount(31));
    }

    @Test
    void q5_limit100Ratio15Usage120LeavesThirty() {
        Node node = node("n", overcommitted(100, "1.5"), using(120));
        assertThat(node.limits().effective()).isEqualTo(amount(150));
        assertThat(node.available()).isEqualTo(amount(30));
        assertThat(Utilization.percent(node.tally().usage(), node.limits().effective()))
                .hasToString("80.00");
        assertThat(decide(List.of(node), "30")).isInstanceOf(Admitted.class);
        assertThat(decide(List.of(node), "30.0001")).isInstanceOf(Denied.class);
    }

    @Test
    void q9_aNodeAboveItsLimitHasNothingAvailableAndNotLess() {
        Node node = node("n", overcommitted(100, "1.5"), using(160));
        assertThat(node.available()).isEqualTo(amount(0));
        assertThat(node.room(START)).isEqualTo(amount(-10));
        Denied denied = denied(List.of(node), "1");
        assertThat(denied.maxGrantable()).isEqualTo(amount(0));
        assertThat(denied.violations().get(0).shortfall()).isEqualTo(amount(11));
    }

    @Test
    void q3_aLimitOf0AdmitsNothing() {
        assertThat(denied(List.of(node("n", limit(0), Tally.EMPTY)), "0.0001").maxGrantable())
                .isEqualTo(amount(0));
    }

    @Test
    void q6_aSoftLimitNeverDeniesAndWarnsWhereItIsLeftExceeded() {
        Node warned = node("warned", soft(100, 80), using(70));
        Node quiet = node("quiet", soft(100, 90), using(70));
        Admitted admitted = (Admitted) decide(List.of(quiet, warned), "20");
        assertThat(admitted.warnings()).extracting(node -> node.name().id()).containsExactly("warned");
        assertThat(admitted.warnings().get(0).tally().usage()).isEqualTo(amount(90));
        assertThat(((Admitted) decide(List.of(quiet, warned), "10")).warnings()).isEmpty();
    }

    @Test
    void headroomIsTheSmallestAvailableOfThePath() {
        assertThat(Admission.headroom(List.of(ROOT, LEAF))).isEqualTo(amount(10));
        assertThat(Admission.headroom(List.of(node("n", limit(5), using(9)), LEAF)))
                .isEqualTo(amount(0));
        assertThat(Admission.headroom(List.of())).isEqualTo(Amount.ZERO);
    }

    @Test
    void headroomLeavesBurstOutAndTheLargestGrantCountsIt() {
        List<Node> path = List.of(node("n", burst(100, 200, 900), using(90)));
        assertThat(Admission.headroom(path)).isEqualTo(amount(10));
        assertThat(Admission.maxGrantable(path, START)).isEqualTo(amount(110));
    }

    @Test
    void q3_nobodyIsGrantedMoreThanMayBeAskedFor() {
        Limits huge = new Limits(Amount.MAX_INPUT, Limits.MAX_OVERCOMMIT_RATIO, null, null, 900);
        assertThat(Admission.maxGrantable(List.of(node("n", huge, Tally.EMPTY)), START))
                .isEqualTo(Amount.MAX_INPUT);
        assertThat(Admission.maxGrantable(List.of(), START)).isEqualTo(Amount.ZERO);
    }

    @Test
    void aDecisionIsReadByItsArm() {
        assertThat(decide(List.of(ROOT, LEAF), "10").<String>fold(admitted -> "admitted", denied -> "denied"))
                .isEqualTo("admitted");
        assertThat(decide(List.of(ROOT, LEAF), "11").<String>fold(admitted -> "admitted", denied -> "denied"))
                .isEqualTo("denied");
    }

    private static Denied denied(List<Node> path, String amount) {
        return (Denied) decide(path, amount);
    }

    private static Decision decide(List<Node> path, String amount) {
        return Admission.decide(path, amount(amount), START);
    }
}
