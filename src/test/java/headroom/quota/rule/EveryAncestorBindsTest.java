package headroom.quota.rule;

import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.overcommitted;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The kinds of case that the suites of hierarchical quotas elsewhere have (Kubernetes hierarchical namespaces, OpenStack
 * strict two-level limits), with our numbers.
 */
class EveryAncestorBindsTest {
    private final Grove grove = new Grove()
            .root("org", limit(100))
            .below("org", "research", limit(60))
            .below("org", "platform", limit(60))
            .below("research", "ada", limit(50))
            .below("research", "bob", limit(50));

    @Test
    void q8_theTightestAncestorDecidesWhereverItStands() {
        assertThat(grove.violatedBy("ada", 51)).containsExactly("ada");
        assertThat(grove.violatedBy("ada", 61)).containsExactly("research", "ada");
        assertThat(grove.violatedBy("ada", 101)).containsExactly("org", "research", "ada");
    }

    @Test
    void q8_siblingsCannotOverrunTheirTeam() {
        assertThat(grove.admits("ada", 40)).isTrue();
        assertThat(grove.violatedBy("bob", 21)).containsExactly("research");
        assertThat(grove.admits("bob", 20)).isTrue();
        assertThat(grove.violatedBy("bob", 1)).containsExactly("research");
    }

    @Test
    void q4_limitsOfChildrenMayAddUpToMoreThanTheParentsButTheirUsageMayNot() {
        assertThat(grove.admits("research", 60)).isTrue();
        assertThat(grove.admits("platform", 40)).isTrue();
        assertThat(grove.violatedBy("platform", 1)).containsExactly("org");
    }

    @Test
    void q2_children30And40RollUpTo70() {
        grove.limits("research", limit(70));
        grove.asks("ada", 30);
        grove.asks("bob", 40);
        assertThat(grove.usage("research")).isEqualTo(amount(70));
        assertThat(grove.usage("org")).isEqualTo(amount(70));
        assertThat(grove.headroom("ada")).isEqualTo(amount(0));
        assertThat(grove.available("ada")).isEqualTo(amount(20));
    }

    @Test
    void q2_aParentsOwnAllocationsCountBesideThoseBelow() {
        grove.asks("research", 25);
        grove.asks("ada", 30);
        assertThat(grove.usage("research")).isEqualTo(amount(55));
        assertThat(grove.violatedBy("bob", 6)).containsExactly("research");
    }

    @Test
    void q9_onlyWhatIncreasesIsChecked() {
        grove.asks("ada", 50);
        grove.limits("research", limit(10));
        grove.releases("ada", 5);
        assertThat(grove.usage("research")).isEqualTo(amount(45));
        assertThat(grove.violatedBy("bob", 1)).containsExactly("research");
        grove.releases("ada", 40);
        assertThat(grove.admits("bob", 5)).isTrue();
        assertThat(grove.violatedBy("bob", 1)).containsExactly("research");
    }

    @Test
    void q9_aBranchAboveItsLimitDoesNotBlockAnother() {
        grove.asks("ada", 50);
        grove.limits("research", limit(10));
        assertThat(grove.admits("platform", 50)).isTrue();
        assertThat(grove.violatedBy("platform", 1)).containsExactly("org");
    }

    @Test
    void q9_aNodeAboveItsLimitBlocksItsWholeSubtreeAndSaysHowMuchMustGo() {
        grove.asks("ada", 50);
        grove.limits("org", limit(40));
        Decision.Denied denied = (Decision.Denied) grove.asks("platform", 1);
        assertThat(denied.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.node().name().id()).isEqualTo("org");
            assertThat(violation.shortfall()).isEqualTo(amount(11));
        });
        assertThat(denied.maxGrantable()).isEqualTo(amount(0));
    }

    @Test
    void oneTreeAboveItsLimitDoesNotBlockAnother() {
        grove.root("storage", limit(10));
        grove.asks("ada", 50);
        grove.limits("org", limit(1));
        assertThat(grove.admits("storage", 10)).isTrue();
    }

    @Test
    void q13_movingASubtreeMovesItsUsage() {
        grove.asks("ada", 30);
        grove.moves("ada", "platform");
        assertThat(grove.usage("research")).isEqualTo(amount(0));
        assertThat(grove.usage("platform")).isEqualTo(amount(30));
        assertThat(grove.usage("org")).isEqualTo(amount(30));
        assertThat(grove.admits("bob", 50)).isTrue();
        assertThat(grove.violatedBy("ada", 21)).containsExactly("org", "ada");
        grove.releases("ada", 30);
        assertThat(grove.usage("platform")).isEqualTo(amount(0));
        assertThat(grove.usage("research")).isEqualTo(amount(50));
    }

    @Test
    void q5_overcommitOfAChildDoesNotOverrunTheParent() {
        grove.limits("ada", overcommitted(50, "2.00"));
        assertThat(grove.available("ada")).isEqualTo(amount(100));
        assertThat(grove.violatedBy("ada", 61)).containsExactly("research");
        assertThat(grove.admits("ada", 60)).isTrue();
    }

    @Test
    void q7_aBurstOfTheParentDoesNotWidenTheChild() {
        grove.limits("research", burst(60, 90, 900));
        assertThat(grove.violatedBy("ada", 51)).containsExactly("ada");
        assertThat(grove.admits("ada", 50)).isTrue();
        assertThat(grove.admits("bob", 40)).isTrue();
        assertThat(grove.violatedBy("bob", 1)).containsExactly("research");
    }

    @Test
    void q1_theSixteenthLevelBindsTheFirst() {
        Grove deep = new Grove().root("1", limit(16));
        for (int level = 2; level <= Structure.MAX_DEPTH; level++) {
            deep.below(String.valueOf(level - 1), String.valueOf(level), limit(100));
        }
        assertThat(deep.admits("16", 16)).isTrue();
        assertThat(deep.usage("1")).isEqualTo(amount(16));
        assertThat(deep.violatedBy("9", 1)).containsExactly("1");
        deep.limits("16", limit(3));
        assertThat(deep.violatedBy("16", 1)).containsExactly("1", "16");
    }
}
