package headroom.governance.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.governance.rule.Replay.Denied;
import headroom.governance.rule.Replay.Held;
import headroom.governance.rule.Replay.Reason;
import headroom.kernel.Amount;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplayTest {
    private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");
    private static final UUID ROOT = id("root");
    private static final UUID LEAF = id("leaf");

    @Example
    void whoDoesNotFitTheNewLimitIsNamedWithTheQuotasThatDenyIt() {
        List<Denied> denied = tree(10, 7, null)
                .denied(List.of(held("a", LEAF, 6, 0, 1, null), held("b", LEAF, 2, 0, 2, null)), Map.of());
        assertThat(denied).extracting(no -> no.held().jobId()).containsExactly("b");
        assertThat(denied.get(0).by()).containsExactly(LEAF);
        assertThat(denied.get(0).reason()).isEqualTo(Reason.LIMIT);
    }

    @Example
    void aShareBindsTheRootAndIsToldFromItsLimit() {
        List<Denied> denied = tree(10, 10, Amount.of(5)).denied(List.of(held("a", LEAF, 6, 0, 1, null)), Map.of());
        assertThat(denied).extracting(Denied::reason).containsExactly(Reason.SHARE);
        assertThat(denied.get(0).by()).containsExactly(ROOT);
    }

    @Example
    void endsAreTakenBeforeBeginningsOfTheSameInstant() {
        List<Held> held = List.of(held("a", LEAF, 5, 0, 1, 2), held("b", LEAF, 5, 0, 2, null));
        assertThat(tree(5, 5, null).denied(held, Map.of())).isEmpty();
    }

    @Example
    void whatEndsAtTheInstantItBeginsIsJudgedAndHoldsNothing() {
        List<Held> held =
                List.of(held("a", LEAF, 5, 0, 1, 1), held("b", LEAF, 6, 0, 1, 1), held("c", LEAF, 5, 0, 2, null));
        assertThat(tree(5, 5, null).denied(held, Map.of()))
                .extracting(no -> no.held().jobId())
                .containsExactly("b");
    }

    @Example
    void whoIsDeniedFreesNothingLater() {
        List<Held> held = List.of(
                held("before", LEAF, 4, 0, -5, null), held("big", LEAF, 3, 0, 1, 2), held("next", LEAF, 2, 0, 3, null));
        assertThat(tree(5, 5, null).denied(held, Map.of()))
                .extracting(no -> no.held().jobId())
                .containsExactly("big", "next");
    }

    @Example
    void whatWasUsedUpStaysInABudgetPeriodOnly() {
        List<Held> held = List.of(held("a", LEAF, 4, 4, 1, 2), held("b", LEAF, 2, 0, 3, null));
        assertThat(tree(5, 5, null).denied(held, Map.of())).isEmpty();
        assertThat(new Replay(nodes(5, 5, null), SINCE, true, false).denied(held, Map.of()))
                .hasSize(1);
        assertThat(new Replay(nodes(5, 5, null), SINCE, true, false)
                        .denied(List.of(held.get(1)), Map.of(LEAF, Amount.of(4))))
                .hasSize(1);
    }

    @Example
    void whileTheTenantIsPausedNobodyBeginsAndWhatWasHeldGoesOn() {
        List<Held> held = List.of(held("before", LEAF, 4, 0, -5, null), held("a", LEAF, 1, 0, 1, 2));
        List<Denied> denied = new Replay(nodes(50, 50, null), SINCE, false, true).denied(held, Map.of());
        assertThat(denied).extracting(Denied::reason).containsExactly(Reason.PAUSED);
        assertThat(denied.get(0).held().jobId()).isEqualTo("a");
    }

    @Example
    void whatAnotherQuotaDoesNotLendIsKeptFreeForIt() {
        Limits keeping = new Limits(Amount.of(6), Limits.DEFAULT_OVERCOMMIT_RATIO, null, null, 1, null, Amount.ZERO);
        Node keeper = new Node(
                id("keeper"),
                ROOT,
                new EntityName(EntityType.TEAM, "keeper", "concurrent_gpus"),
                keeping,
                Tally.EMPTY,
                BurstAccount.full(keeping, SINCE));
        List<Node> nodes = new ArrayList<>(nodes(10, 10, null));
        nodes.add(keeper);
        List<Held> held = List.of(
                held("a", LEAF, 4, 0, 1, null), held("b", LEAF, 1, 0, 2, null), held("c", id("keeper"), 6, 0, 3, null));
        assertThat(new Replay(nodes, SINCE, false, false).denied(held, Map.of()))
                .extracting(no -> no.held().jobId())
                .containsExactly("b");
    }

    @Example
    void allocationsOfOtherQuotasArePassedOver() {
        assertThat(tree(1, 1, null).denied(List.of(held("a", id("deleted"), 9, 0, 1, null)), Map.of()))
                .isEmpty();
    }

    @Property
    void agreesWithTheNaiveTwin(
            @ForAll("pasts") List<Held> held,
            @ForAll("bounds") int root,
            @ForAll("bounds") int leaf,
            @ForAll("bounds") int share,
            @ForAll boolean shared,
            @ForAll boolean budget) {
        Amount bound = shared ? Amount.of(share) : null;
        List<Denied> denied = new Replay(nodes(root, leaf, bound), SINCE, budget, false).denied(held, Map.of());
        assertThat(denied)
                .extracting(Denied::held)
                .containsExactlyElementsOf(naive(held, shared ? Math.min(root, share) : root, leaf, budget));
    }

    /** Counts anew, for each that begins, all that are there then. */
    private static List<Held> naive(List<Held> all, int root, int leaf, boolean budget) {
        List<Held> inOrder = new ArrayList<>(all);
        inOrder.sort(Comparator.comparing(Held::from).thenComparing(Held::id));
        Map<UUID, Boolean> there = new HashMap<>();
        List<Held> denied = new ArrayList<>();
        for (Held one : inOrder) {
            if (one.from().isBefore(SINCE)) {
                there.put(one.id(), one.until() == null || one.until().isAfter(SINCE));
                continue;
            }
            Amount atRoot = one.amount();
            Amount atLeaf = one.amount();
            for (Held other : inOrder) {
                if (other != one && there.getOrDefault(other.id(), false)) {
                    boolean over = other.until() != null && !other.until().isAfter(one.from());
                    Amount kept = budget ? other.consumed() : Amount.ZERO;
                    Amount uses = over ? kept : other.amount();
                    atRoot = atRoot.plus(uses);
                    atLeaf = other.quotaId().equals(LEAF) ? atLeaf.plus(uses) : atLeaf;
                }
            }
            boolean fits = !atRoot.isMoreThan(Amount.of(root))
                    && (!one.quotaId().equals(LEAF) || !atLeaf.isMoreThan(Amount.of(leaf)));
            there.put(one.id(), fits);
            if (!fits) {
                denied.add(one);
            }
        }
        return denied;
    }

    @Provide
    Arbitrary<Integer> bounds() {
        return Arbitraries.integers().between(0, 30);
    }

    @Provide
    Arbitrary<List<Held>> pasts() {
        Arbitrary<Integer> times = Arbitraries.integers().between(-3, 12);
        return Combinators.combine(
                        Arbitraries.of(ROOT, LEAF),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(0, 12),
                        times,
                        Arbitraries.integers().between(0, 8).injectNull(0.3))
                .as((quota, amount, consumed, from, lasts) -> new Object[] {
                    quota, amount, Math.min(amount, consumed), from, lasts == null ? null : from + lasts
                })
                .list()
                .ofMaxSize(14)
                .map(drafts -> {
                    List<Held> held = new ArrayList<>();
                    for (Object[] draft : drafts) {
                        held.add(held(
                                String.format("j%02d", held.size()),
                                (UUID) draft[0],
                                (int) draft[1],
                                (int) draft[2],
                                (int) draft[3],
                                (Integer) draft[4]));
                    }
                    return held;
                });
    }

    private static Held held(String job, UUID quota, int amount, int consumed, int from, Integer until) {
        return new Held(
                id(job),
                quota,
                job,
                Amount.of(amount),
                until == null ? Amount.ZERO : Amount.of(consumed),
                SINCE.plusSeconds(from),
                until == null ? null : SINCE.plusSeconds(until));
    }

    private static Replay tree(int root, int leaf, Amount share) {
        return new Replay(nodes(root, leaf, share), SINCE, false, false);
    }

    /** What they count now is of no account. */
    private static List<Node> nodes(int root, int leaf, Amount share) {
        return List.of(node("root", null, root, share), node("leaf", ROOT, leaf, null));
    }

    private static Node node(String name, UUID parent, int limit, Amount share) {
        Limits limits = Limits.of(Amount.of(limit));
        return new Node(
                id(name),
                parent,
                new EntityName(EntityType.TEAM, name, "concurrent_gpus"),
                limits,
                Tally.EMPTY.withBelow(Amount.of(99), Amount.ZERO),
                BurstAccount.full(limits, SINCE),
                Alarms.NONE,
                share);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
