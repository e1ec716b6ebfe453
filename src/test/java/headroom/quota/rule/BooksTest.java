package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.node;
import static headroom.quota.rule.Grove.using;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import headroom.kernel.Amount;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class BooksTest {
    private final Grove grove = new Grove()
            .root("org", limit(100))
            .below("org", "a", limit(60))
            .below("org", "b", limit(60))
            .below("a", "u", limit(60));

    @Test
    void aPathIsOrderedRootToLeaf() {
        assertThat(names(grove.books().path(id("u")))).containsExactly("org", "a", "u");
        assertThat(names(grove.books().path(id("org")))).containsExactly("org");
    }

    @Test
    void q2_anAdmissionChargesTheWholePathAndNothingElse() {
        grove.books().admit(id("u"), AllocationState.RESERVED, amount(5), START);
        assertThat(grove.books().node(id("u")).tally())
                .isEqualTo(Tally.EMPTY.withOwn(Charge.hold(AllocationState.RESERVED, amount(5))));
        assertThat(grove.books().node(id("a")).tally()).isEqualTo(using(5));
        assertThat(grove.usage("org")).isEqualTo(amount(5));
        assertThat(grove.usage("b")).isEqualTo(amount(0));
    }

    @Test
    void q8_aDenialChangesNothing() {
        Books fresh = new Books(grove.books().all());
        assertThat(fresh.admit(id("u"), AllocationState.ACTIVE, amount(61), START))
                .isInstanceOf(Decision.Denied.class);
        assertThat(fresh.touched()).isEmpty();
        assertThat(fresh.all()).containsExactlyElementsOf(grove.books().all());
    }

    @Test
    void onlyWhatWasChangedIsTouchedAndOnce() {
        Books fresh = new Books(grove.books().all());
        fresh.admit(id("u"), AllocationState.ACTIVE, amount(1), START);
        fresh.admit(id("u"), AllocationState.ACTIVE, amount(1), START);
        assertThat(names(fresh.touched())).containsExactlyInAnyOrder("org", "a", "u");
        assertThat(fresh.touched())
                .allSatisfy(node -> assertThat(node.tally().usage()).isEqualTo(amount(2)));
    }

    @Test
    void q8_eachRequestSeesTheChargesOfThoseBeforeIt() {
        assertThat(grove.admits("u", 60)).isTrue();
        assertThat(grove.violatedBy("u", 1)).containsExactly("a", "u");
        assertThat(grove.violatedBy("b", 41)).containsExactly("org");
    }

    @Test
    void a5_aTrialInALayerLeavesTheBooksAsTheyWere() {
        Books fresh = new Books(grove.books().all());
        fresh.admit(id("b"), AllocationState.ACTIVE, amount(1), START);
        Books trial = fresh.layer();
        trial.admit(id("u"), AllocationState.ACTIVE, amount(7), START);
        assertThat(trial.node(id("org")).tally().usage()).isEqualTo(amount(8));
        assertThat(names(trial.touched())).containsExactlyInAnyOrder("org", "a", "u");
        assertThat(fresh.node(id("org")).tally().usage()).isEqualTo(amount(1));
        assertThat(names(fresh.touched())).containsExactlyInAnyOrder("org", "b");
    }

    @Test
    void whatALayerReadAndChangedIsTakenOver() {
        Books kept = new Books(grove.books().all());
        Books trial = kept.layer();
        trial.add(node("new", limit(9), Tally.EMPTY));
        trial.admit(id("u"), AllocationState.ACTIVE, amount(7), START);
        kept.take(trial);
        assertThat(kept.node(id("org")).tally().usage()).isEqualTo(amount(7));
        assertThat(kept.contains(id("new"))).isTrue();
        assertThat(names(kept.touched())).containsExactlyInAnyOrder("org", "a", "u");
        assertThat(kept.isUntouched()).isFalse();
        kept.settle();
        assertThat(kept.touched()).isEmpty();
        assertThat(kept.isUntouched()).isTrue();
        assertThat(kept.node(id("u")).tally().usage()).isEqualTo(amount(7));
    }

    @Test
    void whatIsThereAlreadyIsNotReadAgain() {
        grove.asks("u", 5);
        grove.books().add(node("org", limit(1), Tally.EMPTY));
        grove.books().add(node("new", limit(1), Tally.EMPTY));
        assertThat(grove.usage("org")).isEqualTo(amount(5));
        assertThat(grove.books().contains(id("new"))).isTrue();
        assertThat(grove.books().contains(id("other"))).isFalse();
        assertThat(names(grove.books().touched())).doesNotContain("new");
    }

    @Test
    void aQuotaThatIsNotInTheBooksIsAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> grove.books().node(id("nowhere")))
                .withMessageContaining(id("nowhere").toString());
    }

    @Test
    void q13_aMoveTakesUsageAndConsumptionAlong() {
        grove.asks("u", 20);
        grove.books().charge(id("u"), Charge.end(AllocationState.ACTIVE, amount(5), amount(4)), START);
        grove.moves("u", "b");
        assertThat(grove.books().node(id("a")).tally()).isEqualTo(Tally.EMPTY);
        assertThat(grove.books().node(id("b")).tally())
                .isEqualTo(new Tally(Amount.ZERO, Amount.ZERO, Amount.ZERO, amount(19), amount(4)));
        assertThat(grove.usage("org")).isEqualTo(amount(19));
        assertThat(grove.usage("u")).isEqualTo(amount(19));
        assertThat(names(grove.books().path(id("u")))).containsExactly("org", "b", "u");
    }

    @Test
    void q13_aSubtreeThatBecomesARootLeavesItsAncestors() {
        grove.asks("u", 20);
        grove.books().moveUsage(grove.books().node(id("a")), null, START);
        assertThat(grove.usage("org")).isEqualTo(amount(0));
        assertThat(grove.usage("a")).isEqualTo(amount(20));
    }

    @Test
    void q9_aChangeOfLimitsCountsFromThenOn() {
        grove.asks("u", 50);
        grove.limits("org", limit(40));
        assertThat(grove.usage("org")).isEqualTo(amount(50));
        assertThat(grove.violatedBy("b", 1)).containsExactly("org");
        assertThat(names(grove.books().touched())).contains("org");
    }

    private static List<String> names(Collection<Node> nodes) {
        return nodes.stream().map(node -> node.name().id()).toList();
    }
}
