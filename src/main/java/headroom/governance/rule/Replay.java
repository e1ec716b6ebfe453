package headroom.governance.rule;

import headroom.kernel.Amount;
import headroom.quota.rule.Alarms;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Books;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.Charge;
import headroom.quota.rule.Node;
import headroom.quota.rule.SettingAside;
import headroom.quota.rule.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides again what was admitted to a tree within a window, by other limits and another share. An allocation occupies
 * {@code [from, until)} of its quota and every ancestor; ends are taken before beginnings of the same instant. Who is denied
 * here occupies nothing and frees nothing later. What was held when the window began is not judged. Pure.
 *
 * @param nodes all nodes of the tree, with the limits and the share to judge by; what they count is not looked at, and bursts begin full
 * @param since when the window begins
 * @param keepsConsumed whether the tree has a budget period: then what was used up stays used to the window's end
 * @param paused whether the tenant is paused: then nobody begins
 */
public record Replay(Collection<Node> nodes, Instant since, boolean keepsConsumed, boolean paused) {
    /**
     * An allocation as it was.
     *
     * @param amount what it holds, as it is now
     * @param consumed what was used up of it when it ended
     * @param until when it ended; null while it lives
     */
    public record Held(
            UUID id,
            UUID quotaId,
            String jobId,
            Amount amount,
            Amount consumed,
            Instant from,
            @Nullable Instant until) {
        boolean isOver(Instant at) {
            return until != null && !until.isAfter(at);
        }
    }

    /** Why one would have been denied. */
    public enum Reason {
        /** Some quota's limit. */
        LIMIT,
        /** By the limits it would have fitted; its tree's share is too small. */
        SHARE,
        /** The tenant is paused. */
        PAUSED
    }

    /**
     * Who would have been denied.
     *
     * @param by the quotas that it did not fit, root to leaf; none where the tenant is paused
     */
    public record Denied(Held held, Reason reason, List<UUID> by) {}

    /** Something that happened to one of them. */
    private record Event(Instant at, boolean begins, Held held) {}

    private static final Comparator<Event> IN_ORDER = Comparator.comparing(Event::at)
            .thenComparing(Event::begins)
            .thenComparing(event -> event.held().id());

    /**
     * Those of these that would have been denied, in the order in which they began. Allocations of quotas that are not among
     * the nodes are passed over.
     *
     * @param all what was held at any instant of the window, each once
     * @param consumedBefore what was used up by quota when the window began, where that counts
     */
    public List<Denied> denied(Collection<Held> all, Map<UUID, Amount> consumedBefore) {
        Books books = new Books(blank());
        consumedBefore.forEach((quotaId, consumed) -> {
            if (keepsConsumed && books.contains(quotaId)) {
                books.charge(quotaId, new Charge(Amount.ZERO, Amount.ZERO, consumed), since);
            }
        });
        List<Event> events = new ArrayList<>();
        for (Held held : all) {
            boolean before = held.from().isBefore(since);
            if (!books.contains(held.quotaId()) || (before && held.isOver(since))) {
                continue;
            }
            if (before) {
                books.charge(held.quotaId(), Charge.hold(AllocationState.ACTIVE, held.amount()), since);
            } else {
                events.add(new Event(held.from(), true, held));
            }
            if (held.until() != null && !held.isOver(held.from())) {
                events.add(new Event(held.until(), false, held));
            }
        }
        events.sort(IN_ORDER);
        return run(books, events);
    }

    private List<Denied> run(Books books, List<Event> events) {
        List<Denied> denied = new ArrayList<>();
        Set<UUID> absent = new HashSet<>();
        for (Event event : events) {
            Held held = event.held();
            if (!event.begins()) {
                if (!absent.contains(held.id())) {
                    end(books, held, event.at());
                }
                continue;
            }
            Optional<Denied> no = begin(books, held);
            no.ifPresent(denied::add);
            if (no.isPresent()) {
                absent.add(held.id());
            } else if (held.isOver(held.from())) {
                end(books, held, event.at());
            }
        }
        return denied;
    }

    private Optional<Denied> begin(Books books, Held held) {
        if (paused) {
            return Optional.of(new Denied(held, Reason.PAUSED, List.of()));
        }
        return books.admit(held.quotaId(), AllocationState.ACTIVE, held.amount(), held.from())
                .fold(
                        admitted -> Optional.empty(),
                        no -> Optional.of(new Denied(
                                held,
                                no.isForShareAlone() ? Reason.SHARE : Reason.LIMIT,
                                no.violations().stream()
                                        .map(violation -> violation.node().id())
                                        .toList())));
    }

    private void end(Books books, Held held, Instant at) {
        Amount kept = keepsConsumed ? held.consumed() : Amount.ZERO;
        books.charge(held.quotaId(), Charge.end(AllocationState.ACTIVE, held.amount(), kept), at);
    }

    /** The nodes with nothing used, and set aside what is then (rule Q14). */
    private List<Node> blank() {
        Map<UUID, Amount> setAside = SettingAside.amounts(nodes.stream()
                .map(node -> new SettingAside.Part(node.id(), node.parentId(), node.limits(), Amount.ZERO))
                .toList());
        return nodes.stream()
                .map(node -> new Node(
                        node.id(),
                        node.parentId(),
                        node.name(),
                        node.limits(),
                        Tally.EMPTY.settingAside(setAside.getOrDefault(node.id(), Amount.ZERO)),
                        BurstAccount.full(node.limits(), since),
                        Alarms.NONE,
                        node.share()))
                .toList();
    }
}
