package headroom.quota.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cohorts of queues as Kueue describes them, counted by its published formulas (kubernetes-sigs/kueue,
 * {@code pkg/cache/scheduler/resource_node.go}) from the ground at each question: a quota of its own for each, of which a lending
 * limit leaves a part to the cohort, in whole numbers.
 */
final class Cohorts {
    private final List<Cohort> cohorts = new ArrayList<>();

    /** A cohort or queue; empty limits bind nothing. */
    record Cohort(int parent, long nominal, Optional<Long> lendingLimit, Optional<Long> borrowingLimit, long[] used) {}

    /** Adds one below the cohort of this number, or a root where it is negative. */
    Cohorts add(int parent, long nominal, Optional<Long> lendingLimit, Optional<Long> borrowingLimit) {
        cohorts.add(new Cohort(parent, nominal, lendingLimit, borrowingLimit, new long[1]));
        return this;
    }

    int size() {
        return cohorts.size();
    }

    Cohort get(int number) {
        return cohorts.get(number);
    }

    void use(int number, long amount) {
        cohorts.get(number).used()[0] += amount;
    }

    /** All quotas at and below it: what the limit of a quota is here. */
    long total(int number) {
        return children(number).stream().mapToLong(this::total).sum()
                + cohorts.get(number).nominal();
    }

    private List<Integer> children(int number) {
        List<Integer> children = new ArrayList<>();
        for (int i = 0; i < cohorts.size(); i++) {
            if (cohorts.get(i).parent() == number) {
                children.add(i);
            }
        }
        return children;
    }

    private long subtreeQuota(int number) {
        return cohorts.get(number).nominal()
                + children(number).stream()
                        .mapToLong(child -> subtreeQuota(child) - localQuota(child))
                        .sum();
    }

    private long localQuota(int number) {
        return cohorts.get(number)
                .lendingLimit()
                .map(lent -> Math.max(0, subtreeQuota(number) - lent))
                .orElse(0L);
    }

    private long usage(int number) {
        return cohorts.get(number).used()[0]
                + children(number).stream()
                        .mapToLong(child -> Math.max(0, usage(child) - localQuota(child)))
                        .sum();
    }

    /** Negative where more is used than there is. */
    long available(int number) {
        Cohort cohort = cohorts.get(number);
        long subtree = subtreeQuota(number);
        if (cohort.parent() < 0) {
            return subtree - usage(number);
        }
        long local = localQuota(number);
        long above = available(cohort.parent());
        if (cohort.borrowingLimit().isPresent()) {
            long stored = subtree - local - Math.max(0, usage(number) - local);
            above = Math.min(above, stored + cohort.borrowingLimit().get());
        }
        return Math.max(0, local - usage(number)) + above;
    }
}
