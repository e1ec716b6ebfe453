package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static headroom.quota.rule.Grove.limit;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.quota.rule.Decision.Denied;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule Q14: the examples that Kueue's documentation gives, and what they come to where a parent's limit contains its children's. */
class BorrowingAndLendingTest {
    private static final long PLENTY = 1_000;

    @Test
    void q14_aTeamOf9ThatMayBorrow1Gets10OfWhatTheOtherTeamLeavesIdle() {
        Grove cohort = teams(limits(9, 1L, null), limits(12, PLENTY, null));
        assertThat(cohort.headroom("a")).isEqualTo(amount(10));
        assertThat(cohort.admits("a", 10)).isTrue();
        assertThat(cohort.violatedBy("a", 1)).containsExactly("a");
        assertThat(cohort.admits("b", 11)).isTrue();
        assertThat(cohort.violatedBy("b", 1)).containsExactly("cohort");
    }

    @Test
    void q14_ofATeamOf12ThatLends1AnotherOf9Gets10() {
        Grove cohort = teams(limits(9, PLENTY, null), limits(12, PLENTY, 1L));
        assertThat(setAside(cohort, "cohort")).isEqualTo(amount(11));
        assertThat(cohort.admits("a", 10)).isTrue();
        Denied denied = (Denied) cohort.asks("a", 1);
        assertThat(denied.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.shortfall()).isEqualTo(amount(1)));
        assertThat(denied.maxGrantable()).isEqualTo(Amount.ZERO);
        assertThat(cohort.admits("b", 11)).isTrue();
        assertThat(setAside(cohort, "cohort")).isEqualTo(Amount.ZERO);
        assertThat(cohort.admits("b", 1)).isFalse();
        assertThat(cohort.usage("cohort")).isEqualTo(amount(21));
    }

    /** Of a cohort of 21: how much {@code a} gets, and {@code b} still after it, where {@code b} uses something already. */
    @ParameterizedTest
    @CsvSource({
        // a borrows, b lends, b uses: a gets, b gets after that
        "0,,0, 9,12",
        "1,,0, 10,11",
        "100,,0, 21,0",
        "100,,5, 16,0",
        "100,0,0, 9,12",
        "100,1,0, 10,11",
        "100,12,0, 21,0",
        "100,100,0, 21,0",
        "100,4,8, 13,0",
        "100,4,3, 13,5",
        "100,4,10, 11,0",
        "2,4,3, 11,7",
        "2,4,12, 9,0",
    })
    void q14_whatATeamOf9GetsBesideOneOf12(long borrowing, @Nullable Long lending, long used, long getsA, long getsB) {
        Grove cohort = teams(limits(9, borrowing, null), limits(12, null, lending));
        assertThat(used == 0 || cohort.admits("b", used)).isTrue();
        assertThat(cohort.headroom("a")).isEqualTo(amount(getsA));
        assertThat(cohort.admits("a", getsA + 1)).isFalse();
        assertThat(cohort.admits("a", getsA)).isTrue();
        assertThat(cohort.headroom("b")).isEqualTo(amount(getsB));
        assertThat(cohort.admits("b", getsB + 1)).isFalse();
        assertThat(getsB == 0 || cohort.admits("b", getsB)).isTrue();
    }

    @Test
    void q14_withoutABorrowingLimitNobodyGoesBeyondItsOwn() {
        Grove cohort = teams(limits(9, null, null), limits(12, null, 0L));
        assertThat(cohort.violatedBy("a", 10)).containsExactly("cohort", "a");
        assertThat(cohort.admits("a", 9)).isTrue();
        assertThat(cohort.admits("b", 12)).isTrue();
    }

    @Test
    void q14_whatIsKeptIsThereHoweverMuchTheOthersWant() {
        Grove cohort = teams(limits(9, PLENTY, null), limits(12, null, 2L));
        assertThat(cohort.admits("a", 11)).isTrue();
        assertThat(cohort.admits("a", 1)).isFalse();
        assertThat(cohort.admits("b", 10)).isTrue();
        cohort.releases("a", 4).releases("b", 7);
        assertThat(setAside(cohort, "cohort")).isEqualTo(amount(7));
        assertThat(cohort.admits("a", 5)).isFalse();
        assertThat(cohort.admits("a", 4)).isTrue();
        assertThat(cohort.admits("b", 7)).isTrue();
    }

    @Test
    void q14_whatATeamKeepsItsUsersGetToo() {
        Grove cohort = teams(limits(9, PLENTY, null), limits(12, null, 2L)).below("b", "ada", limits(12, null, null));
        assertThat(cohort.admits("a", 11)).isTrue();
        assertThat(cohort.headroom("ada")).isEqualTo(amount(10));
        assertThat(cohort.admits("ada", 10)).isTrue();
        assertThat(cohort.violatedBy("ada", 1)).containsExactly("cohort");
    }

    @Test
    void q14_ownBorrowedLendableAndLent() {
        Grove cohort = teams(limits(9, PLENTY, null), limits(12, null, 5L));
        assertThat(cohort.books().node(id("b")).lendable()).isEqualTo(amount(5));
        assertThat(lent(cohort, "b")).isEqualTo(Amount.ZERO);
        cohort.admits("a", 12);
        assertThat(cohort.books().node(id("a")).borrowed()).isEqualTo(amount(3));
        assertThat(cohort.books().node(id("a")).lendable()).isEqualTo(Amount.ZERO);
        assertThat(lent(cohort, "b")).isEqualTo(amount(3));
        cohort.admits("b", 8);
        assertThat(cohort.books().node(id("b")).lendable()).isEqualTo(amount(4));
        assertThat(lent(cohort, "b")).isEqualTo(amount(3));
        assertThat(cohort.books().node(id("cohort")).lendable()).isEqualTo(Amount.ZERO);
        assertThat(lent(cohort, "cohort")).isEqualTo(Amount.ZERO);
    }

    @Test
    void q14_aShareBindsWhatIsUsedAndNotWhatIsSetAside() {
        Grove cohort = teams(limits(9, PLENTY, null), limits(12, null, 2L));
        cohort.books().bind(amount(6));
        assertThat(cohort.headroom("a")).isEqualTo(amount(6));
        assertThat(cohort.headroom("b")).isEqualTo(amount(6));
        Denied denied = (Denied) cohort.asks("b", 7);
        assertThat(denied.isForShareAlone()).isTrue();
        assertThat(((Denied) cohort.asks("a", 12)).isForShareAlone()).isFalse();
    }

    @Test
    void q14_brokenRulesOfTheFields() {
        assertThat(limits(9, 1L, 2L).brokenRules()).isEmpty();
        assertThat(limits(9, 1L, 2L).brokenAtRoot())
                .extracting(FieldError::field)
                .containsExactly("borrowing_limit", "lending_limit");
        assertThat(limit(9).brokenAtRoot()).isEmpty();
        Limits both = new Limits(amount(9), BigDecimal.ONE, null, amount(12), 900, amount(1), null);
        assertThat(both.brokenRules()).extracting(FieldError::field).containsExactly("borrowing_limit");
    }

    @Test
    void q14_whatAChangeLetsSetAsideMoreThanThereIsIsFound() {
        Grove cohort = teams(limits(9, null, null), limits(12, null, 2L));
        Books after = cohort.books().layer();
        after.change(after.node(id("a")).with(limits(12, null, 0L), START), START);
        assertThat(SettingAside.overfilled(after.path(id("a")), cohort.books()::node))
                .extracting(node -> node.name().id())
                .containsExactly("cohort");
        Books less = cohort.books().layer();
        less.change(less.node(id("a")).with(limits(11, null, 0L), START), START);
        assertThat(SettingAside.overfilled(less.path(id("a")), cohort.books()::node))
                .isEmpty();
        assertThat(less.node(id("cohort")).tally().held()).isEqualTo(amount(21));
    }

    private static Grove teams(Limits a, Limits b) {
        Grove grove = new Grove().root("cohort", limit(21));
        return grove.below("cohort", "a", a).below("cohort", "b", b);
    }

    private static Limits limits(long limit, @Nullable Long borrowing, @Nullable Long lending) {
        return new Limits(
                amount(limit),
                Limits.DEFAULT_OVERCOMMIT_RATIO,
                null,
                null,
                Limits.DEFAULT_BURST_SECONDS,
                borrowing == null ? null : amount(borrowing),
                lending == null ? null : amount(lending));
    }

    private static Amount setAside(Grove grove, String name) {
        return grove.books().node(id(name)).tally().setAside();
    }

    private static Amount lent(Grove grove, String name) {
        List<Node> path = grove.books().path(id(name));
        return Admission.lent(path);
    }
}
