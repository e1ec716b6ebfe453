package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rule Q14 against the published formulas: what can be had at a quota is what is available at the same place among cohorts. */
class BorrowingAgainstCohortsTest {
    /** One cohort, by numbers. */
    record Plan(int parent, int nominal, int lending, int borrowing) {}

    /** Something used, or given back; {@code asks} is whether it was asked for first. */
    record Use(int which, int amount, boolean asks) {}

    @Property(edgeCases = EdgeCasesMode.NONE)
    void q14_availableIsWhatKueueCallsAvailable(@ForAll("plans") List<Plan> plans, @ForAll("uses") List<Use> uses) {
        Cohorts cohorts = cohorts(plans);
        Grove grove = grove(cohorts);
        mustAgree(cohorts, grove);
        for (Use use : uses) {
            int which = use.which() % cohorts.size();
            long used = cohorts.get(which).used()[0];
            long amount = Math.max(use.amount(), -used);
            if (amount > 0 && use.asks()) {
                boolean fits = amount <= cohorts.available(which);
                assertThat(grove.admits("c" + which, amount)).isEqualTo(fits);
                cohorts.use(which, fits ? amount : 0);
            } else {
                grove.releases("c" + which, -amount);
                cohorts.use(which, amount);
            }
            mustAgree(cohorts, grove);
        }
    }

    private static void mustAgree(Cohorts cohorts, Grove grove) {
        for (int i = 0; i < cohorts.size(); i++) {
            assertThat(Admission.maxGrantable(grove.books().path(id("c" + i)), START))
                    .as("available at %s of %s", i, cohorts.size())
                    .isEqualTo(amount(Math.max(0, cohorts.available(i))));
        }
    }

    private static Cohorts cohorts(List<Plan> plans) {
        Cohorts cohorts = new Cohorts();
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            Optional<Long> lending =
                    i == 0 || plan.lending() > 40 ? Optional.empty() : Optional.of((long) plan.lending());
            cohorts.add(i == 0 ? -1 : plan.parent() % i, plan.nominal(), lending, Optional.of((long) plan.borrowing()));
        }
        return cohorts;
    }

    /** The same as quotas: a parent's limit contains its children's, and what is kept is set aside from the beginning. */
    private static Grove grove(Cohorts cohorts) {
        Grove grove = new Grove();
        for (int i = 0; i < cohorts.size(); i++) {
            Cohorts.Cohort cohort = cohorts.get(i);
            Limits limits = new Limits(
                    amount(cohorts.total(i)),
                    Limits.DEFAULT_OVERCOMMIT_RATIO,
                    null,
                    null,
                    Limits.DEFAULT_BURST_SECONDS,
                    cohort.parent() < 0
                            ? null
                            : cohort.borrowingLimit().map(Grove::amount).orElse(null),
                    cohort.lendingLimit().map(Grove::amount).orElse(null));
            if (cohort.parent() < 0) {
                grove.root("c" + i, limits);
            } else {
                grove.below("c" + cohort.parent(), "c" + i, limits);
            }
        }
        return grove;
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 60))
                .as(Plan::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<List<Use>> uses() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(-30, 40),
                        Arbitraries.integers().between(0, 9).map(dice -> dice > 0))
                .as(Use::new)
                .list()
                .ofMaxSize(30);
    }
}
