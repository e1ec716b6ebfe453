package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.node;
import static headroom.quota.rule.Grove.using;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.quota.rule.Decision.Denied;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node that may burst: limit 100, up to 200, for a quarter of an hour at the most. */
class BurstingTest {
    private static final Limits LIMITS = burst(100, 200, 900);

    @Test
    void q7_usageMayStandUpToTheBurstLimitWhileTheAccountLasts() {
        Grove grove = new Grove().root("r", LIMITS);
        assertThat(grove.admits("r", 200)).isTrue();
        assertThat(grove.admits("r", 1)).isFalse();
    }

    @Test
    void q7_withTheAccountEmptyARequestIsDeniedAndNothingRunningIsTakenAway() {
        Grove grove = new Grove().root("r", LIMITS);
        grove.asks("r", 200);
        grove.passes(Duration.ofSeconds(900));
        assertThat(grove.usage("r")).isEqualTo(amount(200));
        Denied denied = (Denied) grove.asks("r", 1);
        assertThat(denied.maxGrantable()).isEqualTo(amount(0));
        assertThat(denied.violations().get(0).shortfall()).isEqualTo(amount(101));
    }

    @Test
    void q7_anEmptyAccountStillAdmitsUpToTheEffectiveLimit() {
        Grove grove = new Grove().root("r", LIMITS);
        grove.asks("r", 200);
        grove.passes(Duration.ofSeconds(900)).releases("r", 150);
        assertThat(grove.admits("r", 50)).isTrue();
        assertThat(grove.admits("r", 1)).isFalse();
    }

    @Test
    void q7_aRestLetsItBurstAgain() {
        Grove grove = new Grove().root("r", LIMITS);
        grove.asks("r", 200);
        grove.passes(Duration.ofSeconds(900)).releases("r", 200).passes(Duration.ofHours(24));
        assertThat(grove.books().node(Grove.id("r")).burstAt(grove.now()).unitSeconds())
                .isEqualByComparingTo("90000");
        assertThat(grove.admits("r", 200)).isTrue();
    }

    @Test
    void q7_theCeilingFallsWhenTheAccountIsEmpty() {
        Node node = node("n", LIMITS, using(200));
        assertThat(node.ceiling(START.plusSeconds(899))).isEqualTo(amount(200));
        assertThat(node.ceiling(START.plusSeconds(900))).isEqualTo(amount(100));
        assertThat(node("n", limit(100), using(0)).ceiling(START)).isEqualTo(amount(100));
    }

    @Test
    void q7_aBurstThatBeginsBeginsFull() {
        Node changed = node("n", limit(100), using(0)).with(LIMITS, START.plusSeconds(60));
        assertThat(changed.burst()).isEqualTo(BurstAccount.full(LIMITS, START.plusSeconds(60)));
    }

    @Test
    void q7_aChangeOfLimitsIsNoNewAccount() {
        Node drained = node("n", LIMITS, using(200)).with(burst(100, 300, 900), START.plusSeconds(600));
        assertThat(drained.burst().unitSeconds()).isEqualByComparingTo("30000");
        assertThat(drained.burst().asOf()).isEqualTo(START.plusSeconds(600));
        Node cut = node("n", LIMITS, using(0)).with(burst(100, 110, 900), START);
        assertThat(cut.burst().unitSeconds()).isEqualByComparingTo("9000");
        assertThat(cut.with(limit(100), START).burst().isEmpty()).isTrue();
    }

    @Test
    void q7_whatWasDrainedBeforeAChangeOfUsageStaysDrained() {
        Node node = node("n", LIMITS, using(200)).with(using(0), START.plusSeconds(600));
        assertThat(node.burst().unitSeconds()).isEqualByComparingTo("30000");
        assertThat(node.tally().usage()).isEqualTo(amount(0));
    }

    @Test
    void q7_aTeamsBurstDoesNotOverrunItsOrganization() {
        Grove grove = new Grove().root("org", limit(120)).below("org", "team", LIMITS);
        assertThat(grove.violatedBy("team", 121)).containsExactly("org");
        assertThat(grove.admits("team", 120)).isTrue();
    }
}
