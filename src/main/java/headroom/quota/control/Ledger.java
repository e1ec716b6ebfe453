package headroom.quota.control;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.HistoryEntry;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Books;
import headroom.quota.rule.Holding;
import headroom.quota.rule.Lifecycle;
import headroom.quota.rule.Node;
import headroom.quota.rule.Operation;
import headroom.quota.rule.Relief;
import headroom.quota.rule.Structure;
import headroom.quota.rule.Transition;
import headroom.tenant.boundary.Pause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
    private final Map<UUID, Allocation> held = new HashMap<>();
    private final LiveJobs liveJobs = new LiveJobs();
    private final Map<Allocation, Long> stepped = new LinkedHashMap<>();
    private final List<Allocation> opened = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private Forecast forecast;
    private @Nullable List<Relief.Ending> endings;
    private Books books;
    private boolean changed;
    private Pause pause = Pause.NONE;

    Ledger(TenantId tenant, Instant now, Map<UUID, QuotaTree> trees, Books books, Forecast forecast) {
        this.tenant = tenant;
        this.now = now;
        this.trees = trees;
        this.books = books;
        this.forecast = forecast;
    }

    public TenantId tenant() {
        return tenant;
    }

    /** The database's clock after the locks were taken; never before an earlier decision on one of the trees. */
    public Instant now() {
        return now;
    }

    /** Says that the tenant is paused, or how: nothing new is then allocated here. */
    void pause(Pause paused) {
        pause = paused;
    }

    /** Whether the tenant is paused. */
    public Pause pause() {
        return pause;
    }

    public Books books() {
        return books;
    }

    /** The tree of a quota in the books. */
    public QuotaTree treeOf(UUID quotaId) {
        UUID treeId = treeOfQuota.get(quotaId);
        QuotaTree tree = treeId == null && trees.size() == 1 && books.contains(quotaId)
                ? trees.values().iterator().next()
                : trees.get(treeId);
        if (tree == null) {
            throw new IllegalStateException("the tree of quota " + quotaId + " is not held");
        }
        return tree;
    }

    /** A tree that is held. */
    public QuotaTree tree(UUID treeId) {
        QuotaTree tree = trees.get(treeId);
        if (tree == null) {
            throw new IllegalStateException("the tree " + treeId + " is not held");
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

    /** An allocation that was read for a step of its life. */
    public Optional<Allocation> allocation(UUID id) {
        return Optional.ofNullable(held.get(id));
    }

    /**
     * Judges and charges one request. Refused: the tenant is paused, the job holds a live allocation there (rule A1), or the
     * quota is exceeded.
     */
    public Outcome<AdmittedRequest> allocate(AmountRequest request) {
        Optional<Refusal> paused = pause.ofAllocating(now);
        if (paused.isPresent()) {
            return Outcome.refused(paused.get());
        }
        Optional<Refusal> held = liveJobs.refusal(request.job());
        if (held.isPresent()) {
            return Outcome.refused(held.get());
        }
        return books.admit(request.quotaId(), request.state(), request.amount(), now)
                .fold(
                        admitted -> Outcome.done(new AdmittedRequest(
                                open(request),
                                books.node(request.quotaId()).name().resourceType(),
                                admitted)),
                        denied -> Outcome.refused(QuotaExceeded.of(denied, request.job())));
    }

    /** Takes a step of an allocation that was judged. */
    public void apply(Allocation allocation, Transition transition) {
        books.charge(allocation.quotaId(), transition.charge(), now);
        stepped.putIfAbsent(allocation, allocation.version());
        allocation.apply(transition, now);
        if (!transition.to().isLive()) {
            liveJobs.remove(allocation);
        }
        forecast = forecast.changed(transition.to().isLive() ? transition.expiresAt() : null);
        remember(allocation, transition.operation());
    }

    /** Ends an allocation whose time has come. */
    public void expire(Allocation allocation) {
        apply(allocation, Lifecycle.expire(allocation.holding()));
    }

    /** Brings a quota's burst account up to date, and its alarms at the end, where time alone changed them. */
    public void settle(UUID quotaId) {
        Node node = books.node(quotaId);
        books.put(node.with(node.tally(), now));
    }

    /**
     * Does work that only admits, and forgets what it admitted unless its result is to stay.
     *
     * @param stays whether what the work led to stays
     */
    public <R> R attempt(Supplier<R> work, Predicate<R> stays) {
        Books before = books;
        int openedBefore = opened.size();
        int historyBefore = history.size();
        Forecast forecastBefore = forecast;
        books = before.layer();
        R result = work.get();
        if (stays.test(result)) {
            before.take(books);
        } else {
            List<Allocation> forgotten = opened.subList(openedBefore, opened.size());
            forgotten.forEach(liveJobs::remove);
            forgotten.clear();
            history.subList(historyBefore, history.size()).clear();
            forecast = forecastBefore;
        }
        books = before;
        return result;
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

    /** Jobs that requests will come for: whether they hold a live allocation is looked at when it matters. */
    public void expectJobs(Collection<JobKey> jobs) {
        liveJobs.expect(jobs);
    }

    LiveJobs liveJobs() {
        return liveJobs;
    }

    void addHeld(Collection<Allocation> allocations) {
        allocations.forEach(this::known);
    }

    /** The one object that stands for this allocation here. */
    Allocation known(Allocation allocation) {
        Allocation first = held.putIfAbsent(allocation.id(), allocation);
        return first == null ? allocation : first;
    }

    Set<UUID> treeIds() {
        return trees.keySet();
    }

    Collection<Allocation> opened() {
        return opened;
    }

    /** The allocations that took steps, each with the version that it had before. */
    Map<Allocation, Long> stepped() {
        return stepped;
    }

    List<HistoryEntry> history() {
        return history;
    }

    Forecast forecast() {
        return forecast;
    }

    /** What will end by itself, where that was read; without what this ledger itself has changed of it. */
    Optional<List<Relief.Ending>> endings() {
        return Optional.ofNullable(endings).or(forecast::endings);
    }

    void foresee(List<Relief.Ending> read) {
        endings = read;
        forecast = isUnchanged() ? Forecast.of(read) : forecast;
    }

    /** Whether there is nothing to write. */
    boolean isUnchanged() {
        return !changed && history.isEmpty() && books.isUntouched();
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

    private Allocation open(AmountRequest request) {
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
        liveJobs.add(allocation);
        forecast = forecast.changed(expiresAt);
        remember(allocation, Operation.ALLOCATE);
        return allocation;
    }

    private void remember(Allocation allocation, Operation operation) {
        history.add(HistoryEntry.of(Ids.next(), allocation, operation, now));
    }
}
