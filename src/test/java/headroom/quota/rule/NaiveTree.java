package headroom.quota.rule;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The twin that the rules are compared with: it keeps nothing but the quotas and the list of all allocations that ever
 * were, and sums them again for each question. No counters, no burst, nothing set aside; slow, and too simple to be wrong in the same way.
 */
final class NaiveTree {
    private final boolean budget;
    private final Map<String, Quota> quotas = new LinkedHashMap<>();
    private final List<Allocation> allocations = new ArrayList<>();

    NaiveTree(boolean budget) {
        this.budget = budget;
    }

    static final class Quota {
        private Optional<String> parent;
        private Limits limits;

        Quota(Optional<String> parent, Limits limits) {
            this.parent = parent;
            this.limits = limits;
        }
    }

    static final class Allocation {
        final String quota;
        AllocationState state;
        Amount amount;
        Amount consumed = Amount.ZERO;
        Optional<Instant> expiresAt;

        Allocation(String quota, AllocationState state, Amount amount, Optional<Instant> expiresAt) {
            this.quota = quota;
            this.state = state;
            this.amount = amount;
            this.expiresAt = expiresAt;
        }

        boolean live() {
            return state == AllocationState.RESERVED || state == AllocationState.ACTIVE;
        }
    }

    /** One node that a request does not fit, and by how much. */
    record Misfit(String quota, Amount shortfall) {}

    void quota(String name, Optional<String> parent, Limits limits) {
        quotas.put(name, new Quota(parent, limits));
    }

    Limits limits(String name) {
        return quotas.get(name).limits;
    }

    /** The ancestors that would keep more for those below them than they have; the limits are changed where there is none. */
    List<String> limits(String name, Limits limits) {
        Limits old = limits(name);
        List<String> overfilled = overfilled(name, () -> quotas.get(name).limits = limits);
        if (!overfilled.isEmpty()) {
            quotas.get(name).limits = old;
        }
        return overfilled;
    }

    /** Empty when admitted. */
    List<Misfit> allocate(String quota, AllocationState state, Amount amount, Optional<Instant> expiresAt) {
        List<Misfit> misfits = misfits(path(quota), amount);
        if (misfits.isEmpty()) {
            allocations.add(new Allocation(quota, state, amount, expiresAt));
        }
        return misfits;
    }

    /** Whether it was done. */
    boolean commit(Allocation allocation, Amount part, Instant now) {
        boolean done = allocation.state == AllocationState.RESERVED
                && !isOver(allocation, now)
                && part.compareTo(allocation.amount) <= 0;
        if (done) {
            allocation.state = AllocationState.ACTIVE;
            allocation.amount = part;
            allocation.expiresAt = Optional.empty();
        }
        return done;
    }

    boolean release(Allocation allocation, Amount consumed, Instant now) {
        boolean done = allocation.live() && !isOver(allocation, now) && consumed.compareTo(allocation.amount) <= 0;
        if (done) {
            allocation.state = AllocationState.RELEASED;
            allocation.consumed = budget ? consumed : Amount.ZERO;
        }
        return done;
    }

    void expire(Allocation allocation) {
        allocation.state = AllocationState.EXPIRED;
    }

    void endPeriod() {
        allocations.forEach(allocation -> allocation.consumed = Amount.ZERO);
    }

    /** Empty when it moved. */
    List<Misfit> move(String name, String newParent) {
        List<String> left = path(name);
        List<String> entered =
                path(newParent).stream().filter(above -> !left.contains(above)).toList();
        List<Misfit> misfits = usage(name).isZero() ? List.of() : misfits(entered, usage(name));
        if (misfits.isEmpty()) {
            Optional<String> old = quotas.get(name).parent;
            List<String> overfilled = overfilled(newParent, () -> quotas.get(name).parent = Optional.of(newParent));
            if (!overfilled.isEmpty()) {
                quotas.get(name).parent = old;
                return overfilled.stream()
                        .map(above -> new Misfit(above, Amount.ZERO))
                        .toList();
            }
        }
        return misfits;
    }

    private List<String> overfilled(String name, Runnable change) {
        Map<String, Amount> before = new LinkedHashMap<>();
        quotas.keySet().forEach(each -> before.put(each, setAside(each)));
        change.run();
        return path(name).stream()
                .filter(each -> setAside(each).compareTo(before.get(each)) > 0)
                .filter(each -> held(each).compareTo(ceiling(each)) > 0)
                .toList();
    }

    List<Allocation> allocations() {
        return allocations;
    }

    List<String> names() {
        return List.copyOf(quotas.keySet());
    }

    /** Root to leaf. */
    List<String> path(String name) {
        List<String> path = new ArrayList<>();
        for (Optional<String> at = Optional.of(name); at.isPresent(); at = quotas.get(at.get()).parent) {
            path.add(0, at.get());
        }
        return path;
    }

    /** Every allocation at or below the quota, summed. */
    Amount usage(String name) {
        return sum(allocations.stream()
                .filter(allocation -> path(allocation.quota).contains(name))
                .map(NaiveTree::counted));
    }

    Amount own(String name) {
        return sum(allocations.stream()
                .filter(allocation -> allocation.quota.equals(name))
                .map(NaiveTree::counted));
    }

    Amount consumedBelow(String name) {
        return sum(allocations.stream()
                .filter(allocation -> path(allocation.quota).contains(name))
                .map(allocation -> allocation.consumed));
    }

    /** What it uses, and what it must keep for those below it. */
    Amount held(String name) {
        return children(name).stream()
                .map(child -> held(child).max(local(child)))
                .reduce(own(name), Amount::plus);
    }

    Amount setAside(String name) {
        return held(name).minus(usage(name));
    }

    /** What it does not lend. */
    Amount local(String name) {
        Amount lent = limits(name).lendingLimit();
        Amount kept = lent == null ? Amount.ZERO : effective(name).minus(lent);
        return kept.compareTo(Amount.ZERO) < 0 ? Amount.ZERO : kept;
    }

    /** What of its local quota it does not hold. */
    Amount keptFree(String name) {
        Amount free = local(name).minus(held(name));
        return free.compareTo(Amount.ZERO) < 0 ? Amount.ZERO : free;
    }

    Amount ceiling(String name) {
        Amount borrowed = limits(name).borrowingLimit();
        return borrowed == null ? effective(name) : effective(name).plus(borrowed);
    }

    Amount effective(String name) {
        return quotas.get(name).limits.effective();
    }

    List<String> children(String name) {
        return quotas.entrySet().stream()
                .filter(entry -> entry.getValue().parent.equals(Optional.of(name)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Misfit> misfits(List<String> names, Amount amount) {
        return names.stream()
                .map(name -> new Misfit(
                        name,
                        held(name)
                                .plus(amount)
                                .minus(ceiling(name))
                                .minus(sum(names.stream()
                                        .skip(names.indexOf(name) + 1L)
                                        .map(this::keptFree)))))
                .filter(misfit -> misfit.shortfall().compareTo(Amount.ZERO) > 0)
                .toList();
    }

    private static boolean isOver(Allocation allocation, Instant now) {
        return allocation.expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    private static Amount counted(Allocation allocation) {
        return allocation.live() ? allocation.amount : allocation.consumed;
    }

    private static Amount sum(Stream<Amount> amounts) {
        return amounts.reduce(Amount.ZERO, Amount::plus);
    }
}
