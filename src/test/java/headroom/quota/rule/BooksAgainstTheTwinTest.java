package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.BooksAndTwin.Kind;
import headroom.quota.rule.BooksAndTwin.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random trees and random lives of allocations, on the books and on the naive twin: the same answers, always. */
class BooksAgainstTheTwinTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void q8_decisionsViolationsAndUsageAreThoseOfTheTwin(
            @ForAll("forests") List<Integer> forest, @ForAll boolean budget, @ForAll("steps") List<Step> steps) {
        BooksAndTwin both = new BooksAndTwin(forest, budget);
        for (Step step : steps) {
            both.take(step);
            both.mustAgree();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void q14_withBorrowingAndLendingToo(
            @ForAll("forests") List<Integer> forest, @ForAll boolean budget, @ForAll("steps") List<Step> steps) {
        BooksAndTwin both = new BooksAndTwin(forest, budget, true);
        both.mustAgree();
        for (Step step : steps) {
            both.take(step);
            both.mustAgree();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a5_aBatchIsItsRequestsOneByOne(@ForAll("forests") List<Integer> forest, @ForAll("steps") List<Step> steps) {
        Books batch = new BooksAndTwin(forest, false).books;
        Books stored = new Books(batch.all());
        List<Node> nodes = List.copyOf(batch.all());
        for (Step step : steps) {
            Node at = nodes.get(step.which() % nodes.size());
            Books fresh = stored.layer();
            Decision alone = fresh.admit(at.id(), AllocationState.ACTIVE, step.quantity(), START);
            assertThat(batch.admit(at.id(), AllocationState.ACTIVE, step.quantity(), START))
                    .isEqualTo(alone);
            stored.take(fresh);
        }
        assertThat(List.copyOf(batch.all())).isEqualTo(List.copyOf(stored.all()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void q8_theLargestGrantIsAdmittedAndTheSmallestAmountMoreIsNot(
            @ForAll("forests") List<Integer> forest, @ForAll boolean lending, @ForAll("steps") List<Step> steps) {
        BooksAndTwin both = new BooksAndTwin(forest, false, lending);
        for (Step step : steps) {
            both.take(step);
            List<Node> path = both.books.path(id(both.chosen(step.other())));
            Amount most = Admission.maxGrantable(path, both.now);
            if (most.isPositive()) {
                assertThat(Admission.decide(path, most, both.now)).isInstanceOf(Decision.Admitted.class);
            }
            assertThat(Admission.decide(path, most.plus(amount("0.0001")), both.now))
                    .isInstanceOf(Decision.Denied.class);
        }
    }

    private static Arbitrary<Kind> kinds() {
        return Arbitraries.frequency(
                Tuple.of(6, Kind.ALLOCATE),
                Tuple.of(6, Kind.RESERVE),
                Tuple.of(4, Kind.COMMIT),
                Tuple.of(6, Kind.RELEASE),
                Tuple.of(3, Kind.EXPIRE),
                Tuple.of(1, Kind.LIMIT),
                Tuple.of(3, Kind.MOVE),
                Tuple.of(1, Kind.PERIOD));
    }

    @Provide
    Arbitrary<List<Integer>> forests() {
        return Arbitraries.integers()
                .between(0, 400)
                .list()
                .ofMinSize(1)
                .ofMaxSize(24)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        kinds(),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 1_200),
                        Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
