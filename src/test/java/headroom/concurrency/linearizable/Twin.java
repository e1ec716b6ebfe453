package headroom.concurrency.linearizable;

import headroom.concurrency.linearizable.Answer.Misfit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The naive twin of one tree: its limits and all allocations that ever were, summed anew for each decision. One call at a
 * time, by the rules Q4, Q8, Q9, A1 and A2 as they are written; no leases, no burst, no budget. Immutable.
 */
final class Twin {
    private final Map<String, String> parents;
    private final Map<String, Long> limits;
    private final Map<String, Held> allocations;
    private final int hash;

    private enum State {
        RESERVED,
        ACTIVE,
        RELEASED
    }

    private record Held(String quota, String job, long amount, State state) {
        boolean isLive() {
            return state != State.RELEASED;
        }
    }

    /** What the rules say of a call, and what is then. */
    record Step(Answer answer, Twin after) {}

    private Twin(Map<String, String> parents, Map<String, Long> limits, Map<String, Held> allocations) {
        this.parents = parents;
        this.limits = limits;
        this.allocations = allocations;
        this.hash = Objects.hash(limits, allocations);
    }

    /** No quotas yet. */
    static Twin empty() {
        return new Twin(Map.of(), Map.of(), Map.of());
    }

    /** With one more quota; the parent of a root is null. */
    Twin with(String quota, long limit, String parent) {
        return new Twin(
                parent == null ? parents : with(parents, quota, parent), with(limits, quota, limit), allocations);
    }

    /**
     * This twin after the operation, if the rules explain what was heard. Without an answer the operation is thought to
     * have taken effect; empty where it could have had none.
     */
    Optional<Twin> after(Operation operation) {
        Answer heard = operation.answer().orElse(null);
        if (heard instanceof Answer.TurnedAway) {
            return Optional.of(this);
        }
        String newId = heard instanceof Answer.Admitted admitted ? admitted.allocation() : "open-" + operation.number();
        Step step = decide(operation.call(), newId);
        if (heard == null) {
            return step.after() == this ? Optional.empty() : Optional.of(step.after());
        }
        if (heard instanceof Answer.AlreadyExists named && step.answer() instanceof Answer.AlreadyExists ours) {
            return named(ours.allocation(), named.allocation());
        }
        return heard.equals(step.answer()) ? Optional.of(step.after()) : Optional.empty();
    }

    /** What the rules say of a call; an allocation that it makes is named {@code newId}. */
    Step decide(Call call, String newId) {
        if (call instanceof Call.Allocate allocate) {
            return allocate(allocate, newId);
        }
        if (call instanceof Call.Commit commit) {
            return commit(commit);
        }
        if (call instanceof Call.Release release) {
            return release(release);
        }
        if (call instanceof Call.ChangeLimit change) {
            return changeLimit(change);
        }
        if (call instanceof Call.Check check) {
            List<Misfit> misfits = misfits(check.quota(), check.amount());
            return unchanged(new Answer.Judged(misfits.isEmpty(), room(check.quota()), misfits));
        }
        return unchanged(usage((Call.ReadUsage) call));
    }

    private Step allocate(Call.Allocate call, String newId) {
        Optional<String> first = allocations.entrySet().stream()
                .filter(entry -> entry.getValue().isLive()
                        && entry.getValue().quota().equals(call.quota())
                        && entry.getValue().job().equals(call.job()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (first.isPresent()) {
            return unchanged(new Answer.AlreadyExists(first.get()));
        }
        List<Misfit> misfits = misfits(call.quota(), call.amount());
        if (!misfits.isEmpty()) {
            return unchanged(new Answer.Denied(room(call.quota()), misfits));
        }
        if (allocations.containsKey(newId)) {
            return unchanged(new Answer.Conflict());
        }
        State state = call.reserved() ? State.RESERVED : State.ACTIVE;
        return new Step(
                new Answer.Admitted(newId), holding(newId, new Held(call.quota(), call.job(), call.amount(), state)));
    }

    private Step commit(Call.Commit call) {
        Held held = allocations.get(call.allocation());
        if (held == null || !held.isLive()) {
            return ended(held);
        }
        if (held.state() != State.RESERVED || call.amount() > held.amount()) {
            return unchanged(new Answer.Conflict());
        }
        Held active = new Held(held.quota(), held.job(), call.amount(), State.ACTIVE);
        return new Step(new Answer.Done(), holding(call.allocation(), active));
    }

    private Step release(Call.Release call) {
        Held held = allocations.get(call.allocation());
        if (held == null || !held.isLive()) {
            return ended(held);
        }
        Held released = new Held(held.quota(), held.job(), held.amount(), State.RELEASED);
        return new Step(new Answer.Done(), holding(call.allocation(), released));
    }

    private Step ended(Held held) {
        return unchanged(held == null ? new Answer.NotFound() : new Answer.AlreadyReleased());
    }

    private Step changeLimit(Call.ChangeLimit call) {
        String parent = parents.get(call.quota());
        boolean overParent = parent != null && call.limit() > limits.get(parent);
        boolean underChild = parents.entrySet().stream()
                .anyMatch(edge -> edge.getValue().equals(call.quota()) && limits.get(edge.getKey()) > call.limit());
        if (overParent || underChild) {
            return unchanged(new Answer.InvalidLimit());
        }
        return new Step(new Answer.Done(), new Twin(parents, with(limits, call.quota(), call.limit()), allocations));
    }

    private Answer usage(Call.ReadUsage call) {
        long own = sum(held -> held.quota().equals(call.quota()));
        long reserved = sum(held -> held.quota().equals(call.quota()) && held.state() == State.RESERVED);
        return new Answer.Usage(limits.get(call.quota()), usage(call.quota()), own, reserved, room(call.quota()));
    }

    /** Root to leaf. */
    private List<String> path(String quota) {
        List<String> path = new ArrayList<>();
        for (String at = quota; at != null; at = parents.get(at)) {
            path.add(0, at);
        }
        return path;
    }

    private long usage(String quota) {
        return sum(held -> path(held.quota()).contains(quota));
    }

    private long sum(Predicate<Held> of) {
        return allocations.values().stream()
                .filter(held -> held.isLive() && of.test(held))
                .mapToLong(Held::amount)
                .sum();
    }

    private List<Misfit> misfits(String quota, long amount) {
        return path(quota).stream()
                .map(node -> new Misfit(node, limits.get(node), usage(node)))
                .filter(node -> node.usage() + amount > node.limit())
                .toList();
    }

    /** The largest amount that would be admitted. */
    private long room(String quota) {
        return path(quota).stream()
                .mapToLong(node -> Math.max(0, limits.get(node) - usage(node)))
                .min()
                .orElse(0);
    }

    /** The allocation that an unanswered call made is known by name from now on. */
    private Optional<Twin> named(String ours, String theirs) {
        if (ours.equals(theirs)) {
            return Optional.of(this);
        }
        if (!ours.startsWith("open-") || allocations.containsKey(theirs)) {
            return Optional.empty();
        }
        Map<String, Held> renamed = new HashMap<>(allocations);
        renamed.put(theirs, renamed.remove(ours));
        return Optional.of(new Twin(parents, limits, renamed));
    }

    private Twin holding(String id, Held held) {
        return new Twin(parents, limits, with(allocations, id, held));
    }

    private Step unchanged(Answer answer) {
        return new Step(answer, this);
    }

    private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Twin that
                        && hash == that.hash
                        && limits.equals(that.limits)
                        && allocations.equals(that.allocations)
                        && parents.equals(that.parents);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** How every quota stands, and who holds what. */
    @Override
    public String toString() {
        List<String> quotas = limits.keySet().stream()
                .sorted()
                .map(quota -> "%s %d/%d".formatted(quota, usage(quota), limits.get(quota)))
                .toList();
        List<String> live = allocations.entrySet().stream()
                .filter(entry -> entry.getValue().isLive())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%s: %s of %s holds %d %s"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().job(),
                                entry.getValue().quota(),
                                entry.getValue().amount(),
                                entry.getValue().state()))
                .toList();
        return quotas + " " + live;
    }
}
