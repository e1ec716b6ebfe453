package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.id;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import headroom.quota.rule.NaiveTree.Misfit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The books and the twin, side by side: each step is taken on both, and both must answer alike. */
final class BooksAndTwin {
    enum Kind {
        ALLOCATE,
        RESERVE,
        COMMIT,
        RELEASE,
        EXPIRE,
        LIMIT,
        MOVE,
        PERIOD
    }

    /** What the numbers mean depends on the kind; each is taken modulo what there is to choose from. */
    record Step(Kind kind, int which, int amount, int other) {
        Amount quantity() {
            return Amount.of(BigDecimal.valueOf(amount + 1L, other % 3 == 0 ? 2 : 3));
        }
    }

    private static Limits limits(int number) {
        String ratio = number % 3 == 0 ? "1.5" : "1.00";
        return new Limits(Amount.of(BigDecimal.valueOf(number, 1)), new BigDecimal(ratio), null, null, 900);
    }

    /** The same; where quotas lend, three in four that have a parent borrow, keep something, or both. */
    private Limits limits(int number, boolean root) {
        Limits plain = limits(number);
        if (root || !lending || number % 4 == 0) {
            return plain;
        }
        return new Limits(
                plain.limit(),
                plain.overcommitRatio(),
                null,
                null,
                900,
                number % 4 == 1 ? null : Amount.of(number % 23),
                number % 4 == 2 ? null : Amount.of(BigDecimal.valueOf(number % 111, 1)));
    }

    final Books books = new Books(List.of());
    final NaiveTree twin;
    final boolean budget;
    private final boolean lending;
    final List<String> names = new ArrayList<>();
    Instant now = START;

    /** Node i stands below the node that number i points to among those before it; a number that points nowhere: a root. */
    BooksAndTwin(List<Integer> forest, boolean budget) {
        this(forest, budget, false);
    }

    /** The same, with quotas that borrow and that do not lend all. */
    BooksAndTwin(List<Integer> forest, boolean budget, boolean lending) {
        this.budget = budget;
        this.lending = lending;
        this.twin = new NaiveTree(budget);
        for (int i = 0; i < forest.size(); i++) {
            String name = "q" + i;
            Optional<String> parent = parentOf(forest.get(i), i);
            Limits limits = limits(forest.get(i));
            names.add(name);
            twin.quota(name, parent, limits);
            books.put(node(name, parent, limits, Tally.EMPTY));
            changeLimits(name, limits(forest.get(i), parent.isEmpty()));
        }
    }

    private Optional<String> parentOf(int number, int i) {
        // Mostly the node before, so that trees grow deep; one in sixteen begins a tree.
        int choice = number % 16;
        if (i == 0 || choice == 0) {
            return Optional.empty();
        }
        String parent = names.get(choice < 13 ? i - 1 : number % i);
        return twin.path(parent).size() < Structure.MAX_DEPTH ? Optional.of(parent) : Optional.empty();
    }

    private static Node node(String name, Optional<String> parent, Limits limits, Tally tally) {
        return new Node(
                id(name),
                parent.map(Grove::id).orElse(null),
                Grove.named(name),
                limits,
                tally,
                BurstAccount.full(limits, START));
    }

    String chosen(int number) {
        return names.get(number % names.size());
    }

    void take(Step step) {
        now = now.plus(Duration.ofSeconds(step.other() % 90));
        String quota = chosen(step.which());
        switch (step.kind()) {
            case ALLOCATE -> allocate(quota, AllocationState.ACTIVE, step.quantity(), step.other());
            case RESERVE -> allocate(quota, AllocationState.RESERVED, step.quantity(), step.other());
            case LIMIT ->
                changeLimits(quota, limits(step.amount(), books.node(id(quota)).parentId() == null));
            case MOVE -> move(quota, chosen(step.other()));
            case PERIOD -> {
                twin.endPeriod();
                List.copyOf(books.all())
                        .forEach(node -> books.put(node.with(node.tally().withoutConsumed(), now)));
                Map<UUID, Amount> setAside = SettingAside.amounts(
                        books.all().stream().map(SettingAside.Part::of).toList());
                setAside.forEach((id, amount) ->
                        books.put(books.node(id).with(books.node(id).tally().settingAside(amount), now)));
            }
            case COMMIT, RELEASE, EXPIRE -> {
                if (!twin.allocations().isEmpty()) {
                    end(
                            step,
                            twin.allocations()
                                    .get(step.which() % twin.allocations().size()));
                }
            }
        }
    }

    private void changeLimits(String quota, Limits limits) {
        Books after = books.layer();
        after.change(books.node(id(quota)).with(limits, now), now);
        List<String> overfilled = names(SettingAside.overfilled(after.path(id(quota)), books::node));
        assertThat(overfilled).isEqualTo(twin.limits(quota, limits));
        if (overfilled.isEmpty()) {
            books.take(after);
        }
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(node -> node.name().id()).toList();
    }

    private void allocate(String quota, AllocationState state, Amount amount, int number) {
        Optional<Instant> expiresAt = number % 2 == 0 ? Optional.empty() : Optional.of(now.plusSeconds(number));
        List<Misfit> expected = twin.allocate(quota, state, amount, expiresAt);
        List<Misfit> actual = books.admit(id(quota), state, amount, now)
                .fold(admitted -> List.<Misfit>of(), denied -> misfits(denied.violations()));
        assertThat(actual).isEqualTo(expected);
        if (actual.isEmpty()) {
            // What was just admitted stands nowhere above its limit.
            assertThat(books.path(id(quota)))
                    .allSatisfy(node -> assertThat(node.tally().usage())
                            .isLessThanOrEqualTo(node.limits().withBorrowing()));
        }
    }

    private void end(Step step, NaiveTree.Allocation allocation) {
        Holding holding = new Holding(allocation.state, allocation.amount, allocation.expiresAt.orElse(null));
        Amount part = allocation
                .amount
                .timesRoundedDown(BigDecimal.valueOf(step.amount(), 3))
                .plus(amount("0.0001"));
        if (step.kind() == Kind.EXPIRE) {
            if (holding.isDue(now)) {
                twin.expire(allocation);
                books.charge(id(allocation.quota), Lifecycle.expire(holding).charge(), now);
            }
            return;
        }
        boolean expected =
                step.kind() == Kind.COMMIT ? twin.commit(allocation, part, now) : twin.release(allocation, part, now);
        boolean done = (step.kind() == Kind.COMMIT
                        ? Lifecycle.commit(holding, Optional.of(part), null, now)
                        : Lifecycle.release(holding, Optional.of(part), budget, now))
                .fold(
                        transition -> {
                            books.charge(id(allocation.quota), transition.charge(), now);
                            assertThat(transition.to()).isEqualTo(allocation.state);
                            assertThat(transition.consumed()).isEqualTo(allocation.consumed);
                            return true;
                        },
                        refusal -> false);
        assertThat(done).isEqualTo(expected);
    }

    private void move(String quota, String newParent) {
        boolean cycle = twin.path(newParent).contains(quota);
        if (cycle || twin.path(newParent).size() + height(quota) > Structure.MAX_DEPTH) {
            return;
        }
        Node moved = books.node(id(quota));
        List<Node> left = books.path(moved.id());
        List<Node> entered = books.path(id(newParent)).stream()
                .filter(node -> !left.contains(node))
                .toList();
        Amount usage = moved.tally().usage();
        List<Misfit> actual = usage.isZero() ? List.of() : misfits(Admission.violations(entered, usage, now));
        Books after = books.layer();
        if (actual.isEmpty()) {
            after.moveUsage(moved, id(newParent), now);
            actual = names(SettingAside.overfilled(after.path(id(newParent)), books::node)).stream()
                    .map(name -> new Misfit(name, Amount.ZERO))
                    .toList();
        }
        assertThat(actual).isEqualTo(twin.move(quota, newParent));
        if (actual.isEmpty()) {
            books.take(after);
            books.put(node(quota, Optional.of(newParent), moved.limits(), moved.tally()));
        }
    }

    private int height(String quota) {
        return 1 + twin.children(quota).stream().mapToInt(this::height).max().orElse(0);
    }

    void mustAgree() {
        for (String name : names) {
            Node node = books.node(id(name));
            assertThat(node.tally().usage()).as("usage of %s", name).isEqualTo(twin.usage(name));
            assertThat(node.tally().own()).as("own part of %s", name).isEqualTo(twin.own(name));
            assertThat(node.tally().consumedBelow())
                    .as("consumed at and below %s", name)
                    .isEqualTo(twin.consumedBelow(name));
            assertThat(node.tally().setAside()).as("set aside at %s", name).isEqualTo(twin.setAside(name));
            assertThat(node.available())
                    .isEqualTo(twin.effective(name).minus(twin.held(name)).orZeroIfNegative());
            mustBeSound(node, name);
            mustHaveWhatIsKept(name);
        }
    }

    /** Where nobody above has less than it holds, whoever keeps something for itself can use it. */
    private void mustHaveWhatIsKept(String name) {
        List<Node> path = books.path(id(name));
        if (path.stream()
                .allMatch(node ->
                        node.limits().withBorrowing().isAtLeast(node.tally().held()))) {
            assertThat(Admission.maxGrantable(path, now)).isGreaterThanOrEqualTo(twin.keptFree(name));
        }
    }

    private void mustBeSound(Node node, String name) {
        Tally tally = node.tally();
        assertThat(List.of(
                        tally.reserved(),
                        tally.active(),
                        tally.consumed(),
                        tally.usage(),
                        tally.consumedBelow(),
                        tally.setAside()))
                .noneMatch(Amount::isNegative);
        Amount children = twin.children(name).stream()
                .map(child -> books.node(id(child)).tally().usage())
                .reduce(Amount.ZERO, Amount::plus);
        assertThat(tally.usage()).isEqualTo(tally.own().plus(children));
    }

    private static List<Misfit> misfits(List<Violation> violations) {
        return violations.stream()
                .map(violation -> new Misfit(violation.node().name().id(), violation.shortfall()))
                .toList();
    }
}
