package headroom.quota.control;

import headroom.kernel.Amount;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.HistoryEntry;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Books;
import headroom.quota.rule.Decision;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Lifecycle;
import headroom.quota.rule.Node;
import headroom.quota.rule.Operation;
import headroom.quota.rule.Structure;
import headroom.quota.rule.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction does to the trees that it holds: requests are decided on its books one after the other, and what
 * they lead to is gathered, to be written at once by {@link Ledgers#save}. A ledger that is never saved has changed
 * nothing. How many requests share a ledger, and who runs it, is not its business. Not thread-safe.
 */
public final class Ledger {
    private final TenantId tenant;
    private final Instant now;
    private final Map<UUID, QuotaTree> trees;
    private final Map<UUID, UUID> treeOfQuota = new HashMap<>();
    private Books books = new Books(List.of());
    private Map<JobKey, Allocation> liveJobs = new HashMap<>();
    private List<Allocation> opened = new ArrayList<>();
    private List<HistoryEntry> history = new ArrayList<>();
    private boolean changed;

    Ledger(TenantId tenant, Instant now, Map<UUID, QuotaTree> trees) {
        this.tenant = tenant;
        this.now = now;
        this.trees = trees;
    }

    /** A request for an amount. */
    public record Request(
            UUID quotaId,
            String jobId,
            Amount amount,
            AllocationState state,
            @Nullable Duration expiresIn,
            @Nullable String metadata) {}

    /**
     * An admitted request.
     *
     * @param resourceType what it counts
     * @param decision with the warnings
     */
    public record Admission(Allocation allocation, String resourceType, Decision.Admitted decision) {}

    /** A state of a ledger. */
    public record Mark(
            Books books, Map<JobKey, Allocation> liveJobs, List<Allocation> opened, List<HistoryEntry> history) {}

    public TenantId tenant() {
        return tenant;
    }

    /** The database's clock after the locks were taken; never before an earlier decision on one of the trees. */
    public Instant now() {
        return now;
    }

    public Books books() {
        return books;
    }

    /** The tree of a quota in the books. */
    public QuotaTree treeOf(UUID quotaId) {
        QuotaTree tree = trees.get(treeOfQuota.get(quotaId));
        if (tree == null) {
            throw new IllegalStateException("the tree of quota " + quotaId + " is not held");
        }
        return tree;
    }

    /** A quota in the books, as one that another is to stand below. */
    public Structure.Parent parent(UUID quotaId) {
        Node above = books.node(quotaId);
        return new Structure.Parent(
                above.name(),
                above.limits().limit(),
                treeOf(quotaId).period().orElse(null),
                books.path(quotaId).size());
    }

    /**
     * Judges and charges one request. Refused: the job holds a live allocation there (rule A1), or the quota is exceeded.
     */
    public Outcome<Admission> allocate(Request request) {
        JobKey job = new JobKey(request.quotaId(), request.jobId());
        Allocation first = liveJobs.get(job);
        if (first != null) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.ALREADY_EXISTS,
                    "the job holds a live allocation of this quota already: " + first.id(),
                    Map.of("allocation_id", first.id())));
        }
        return books.admit(request.quotaId(), request.state(), request.amount(), now)
                .fold(
                        admitted -> Outcome.done(new Admission(open(job, request), resourceType(request), admitted)),
                        denied -> Outcome.refused(new QuotaExceeded(denied, request.quotaId())));
    }

    /** Takes a step of an allocation that was judged. */
    public void apply(Allocation allocation, Transition transition) {
        allocation.apply(transition, now);
        books.charge(allocation.quotaId(), transition.charge(), now);
        if (!transition.to().isLive()) {
            liveJobs.remove(new JobKey(allocation.quotaId(), allocation.jobId()));
        }
        remember(allocation, transition.operation());
    }

    /** Ends an allocation whose time has come. */
    public void expire(Allocation allocation) {
        apply(allocation, Lifecycle.expire(allocation.holding()));
    }

    /** Where the ledger stands, to come back to. */
    public Mark mark() {
        return new Mark(books.copy(), new HashMap<>(liveJobs), List.copyOf(opened), List.copyOf(history));
    }

    /** Forgets the requests admitted since the mark, as often as is needed. Steps of allocations that were there before cannot be forgotten. */
    public void backTo(Mark mark) {
        books = mark.books().copy();
        liveJobs = new HashMap<>(mark.liveJobs());
        opened = new ArrayList<>(mark.opened());
        history = new ArrayList<>(mark.history());
    }

    /** Notes that something of the trees was changed that is not a charge. */
    public void touch() {
        changed = true;
    }

    void add(Collection<NodeRow> rows) {
        rows.forEach(row -> {
            treeOfQuota.put(row.node().id(), row.treeId());
            books.add(row.node());
        });
    }

    void addLive(Map<JobKey, Allocation> jobs) {
        liveJobs.putAll(jobs);
    }

    Set<UUID> treeIds() {
        return trees.keySet();
    }

    Collection<Allocation> opened() {
        return opened;
    }

    List<HistoryEntry> history() {
        return history;
    }

    /** The trees that anything was changed of. */
    Collection<QuotaTree> changedTrees() {
        if (changed) {
            return trees.values();
        }
        Set<QuotaTree> touched = new LinkedHashSet<>();
        books.touched().forEach(node -> touched.add(treeOf(node.id())));
        history.forEach(entry -> touched.add(treeOf(entry.quotaId())));
        return touched;
    }

    private String resourceType(Request request) {
        return books.node(request.quotaId()).name().resourceType();
    }

    private Allocation open(JobKey job, Request request) {
        Instant expiresAt = request.expiresIn() == null ? null : now.plus(request.expiresIn());
        Allocation allocation = new Allocation(
                tenant,
                Ids.next(),
                request.quotaId(),
                request.jobId(),
                new Holding(request.state(), request.amount(), expiresAt),
                now,
                request.metadata());
        opened.add(allocation);
        liveJobs.put(job, allocation);
        remember(allocation, Operation.ALLOCATE);
        return allocation;
    }

    private void remember(Allocation allocation, Operation operation) {
        Optional<String> consumed = allocation.consumed().isPositive()
                ? Optional.of("{\"consumed\":" + allocation.consumed() + "}")
                : Optional.empty();
        history.add(new HistoryEntry(
                Ids.next(),
                allocation.quotaId(),
                allocation.id(),
                allocation.jobId(),
                operation,
                allocation.holding().amount(),
                now,
                consumed.or(() -> operation == Operation.ALLOCATE ? allocation.metadata() : Optional.empty())
                        .orElse(null)));
    }
}
