package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static headroom.quota.rule.Grove.id;
import static headroom.quota.rule.Grove.limit;
import static headroom.quota.rule.Grove.node;
import static headroom.quota.rule.Grove.using;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.Decision.Denied;
import headroom.quota.rule.Relief.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a denied request may come again. */
class ReliefTest {
    private static final Node FULL = node("full", limit(100), using(100));

    @Test
    void theFirstEndingThatSufficesIsTheTime() {
        assertThat(relief(FULL, 10, endings(at(1, 4, "full"), at(2, 6, "full"), at(3, 50, "full")), null))
                .contains(minute(2));
        assertThat(relief(FULL, 4, endings(at(1, 4, "full")), null)).contains(minute(1));
    }

    @Test
    void endingsElsewhereDoNotHelp() {
        assertThat(relief(FULL, 10, endings(at(1, 100, "other"), at(2, 10, "full")), null))
                .contains(minute(2));
    }

    @Test
    void ifNothingKnownSufficesNothingIsPromised() {
        assertThat(relief(FULL, 10, endings(at(1, 9, "full")), null)).isEmpty();
        assertThat(relief(FULL, 10, List.of(), null)).isEmpty();
    }

    @Test
    void everyViolatedNodeNeedsItsRelief() {
        Node other = node("other", limit(50), using(50));
        Denied both = deniedAt(List.of(FULL, other), 10);
        assertThat(Relief.earliest(both, endings(at(1, 10, "other"), at(5, 10, "full")), null, START))
                .contains(minute(5));
        assertThat(Relief.earliest(both, endings(at(1, 10, "full"), at(5, 10, "other")), null, START))
                .contains(minute(5));
        assertThat(Relief.earliest(both, endings(at(1, 10, "full")), null, START))
                .isEmpty();
    }

    @Test
    void q10_theEndOfThePeriodGivesBackWhatWasConsumed() {
        Node spent = node("spent", limit(100), consumed(30, 70));
        assertThat(relief(spent, 30, List.of(), minute(9))).contains(minute(9));
        assertThat(relief(spent, 31, List.of(), minute(9))).isEmpty();
        assertThat(relief(spent, 31, endings(at(1, 1, "spent")), minute(9))).contains(minute(9));
        assertThat(relief(spent, 31, endings(at(12, 1, "spent")), minute(9))).contains(minute(12));
        assertThat(relief(spent, 32, endings(at(12, 1, "spent")), minute(9))).isEmpty();
        assertThat(relief(spent, 32, endings(at(12, 1, "spent"), at(13, 1, "spent")), minute(9)))
                .contains(minute(13));
    }

    @Test
    void q10_anEndingAtTheEndOfThePeriodComesAfterIt() {
        Node spent = node("spent", limit(100), consumed(30, 70));
        assertThat(relief(spent, 30, endings(at(9, 1, "spent")), minute(9))).contains(minute(9));
        assertThat(relief(spent, 30, endings(at(10, 1, "other")), minute(9))).contains(minute(9));
        assertThat(relief(spent, 5, endings(at(3, 5, "spent")), minute(9))).contains(minute(3));
    }

    @Test
    void q7_anAccountThatRefillsIsNotEmptyAMomentLater() {
        Node empty = drained(using(100));
        assertThat(relief(empty, 50, List.of(), null)).contains(START.plusSeconds(1));
        assertThat(relief(empty, 100, List.of(), null)).contains(START.plusSeconds(1));
    }

    @Test
    void q7_burstDoesNotHelpBeyondItsLimitOrWhileItDrains() {
        assertThat(relief(drained(using(100)), 101, List.of(), null)).isEmpty();
        assertThat(relief(drained(using(101)), 1, List.of(), null)).isEmpty();
        assertThat(relief(node("full", burst(100, 200, 900), using(150)), 51, List.of(), null))
                .isEmpty();
    }

    private static Node drained(Tally tally) {
        return new Node(
                id("drained"),
                null,
                Grove.named("drained"),
                burst(100, 200, 900),
                tally,
                new BurstAccount(BigDecimal.ZERO, START));
    }

    private static Tally consumed(long consumed, long active) {
        return new Tally(Amount.ZERO, amount(active), amount(consumed), amount(consumed + active), amount(consumed));
    }

    private static Optional<Instant> relief(Node node, long amount, List<Ending> endings, Instant periodEnd) {
        return Relief.earliest(deniedAt(List.of(node), amount), endings, periodEnd, START);
    }

    private static Denied deniedAt(List<Node> path, long amount) {
        return (Denied) Admission.decide(path, amount(amount), START);
    }

    private static List<Ending> endings(Ending... endings) {
        return List.of(endings);
    }

    private static Ending at(long minute, long amount, String name) {
        Set<UUID> path = Set.of(id("above"), id(name));
        return new Ending(minute(minute), path, amount(amount));
    }

    private static Instant minute(long minute) {
        return START.plusSeconds(60 * minute);
    }
}
