package headroom.quota.control;

import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.control.Allocations.JobKey;
import headroom.quota.control.Quotas.Location;
import headroom.quota.entity.Allocation;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Books;
import headroom.quota.rule.Relief;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Opens and saves ledgers. Opening takes the lock of every tree, in the order of their ids, so that two transactions
 * never wait for each other in a circle; then time, then the nodes. The lock ends with the transaction. The ledgers of
 * batches are opened by {@link Batches}.
 */
@ApplicationScoped
public class Ledgers {
    /** Expired allocations that one transaction ends; the rest is for the next. */
    public static final int MAX_EXPIRED_AT_ONCE = 1_000;

    /** Known endings looked at to tell when to try again; further ones are too far away to matter. */
    private static final int MAX_ENDINGS = 256;

    @Inject
    private Trees trees;

    @Inject
    private Nodes nodes;

    @Inject
    private Allocations allocations;

    @Inject
    private UsageHistory history;

    @Inject
    private DatabaseClock clock;

    @Inject
    private BudgetPeriods periods;

    @Inject
    private LimitOverrides overrides;

    @Inject
    private TenantSettings tenants;

    @Inject
    private Sounding sounding;

    /**
     * A ledger over these quotas' paths.
     *
     * @throws TreeMovedException where a quota is not any more where it was found
     */
    public Ledger open(TenantId tenant, Collection<Location> locations) {
        Set<UUID> treeIds = new TreeSet<>();
        locations.forEach(location -> treeIds.add(location.treeId()));
        Ledger ledger = openTrees(tenant, treeIds);
        Set<UUID> quotaIds = new HashSet<>();
        locations.forEach(location -> quotaIds.add(location.quotaId()));
        read(ledger, quotaIds);
        for (Location location : locations) {
            if (!ledger.books().contains(location.quotaId())
                    || !ledger.treeOf(location.quotaId()).id().equals(location.treeId())) {
                throw new TreeMovedException("quota " + location.quotaId() + " is not any more where it was");
            }
        }
        return ledger;
    }

    /** A ledger over these trees, with no quota of them read yet. What time has brought about is done first. */
    private Ledger openTrees(TenantId tenant, Set<UUID> treeIds) {
        Map<UUID, QuotaTree> held = new LinkedHashMap<>();
        for (UUID treeId : new TreeSet<>(treeIds)) {
            held.put(
                    treeId,
                    trees.lock(tenant, treeId)
                            .orElseThrow(() -> new TreeMovedException("tree " + treeId + " is gone")));
        }
        Instant now = clock.now();
        for (QuotaTree tree : held.values()) {
            now = tree.decidedAt().isAfter(now) ? tree.decidedAt() : now;
        }
        for (QuotaTree tree : held.values()) {
            bringUpToDate(tenant, tree, now);
        }
        Ledger ledger = new Ledger(tenant, now, held, new Books(List.of()), Forecast.UNKNOWN);
        ledger.pause(tenants.pause(tenant));
        return ledger;
    }

    /** Does what time has brought about on a tree as a whole: ends its period, begins and ends overrides of its limits. */
    void bringUpToDate(TenantId tenant, QuotaTree tree, Instant now) {
        if (tree.isPeriodOver(now)) {
            periods.end(tenant, tree, now);
        }
        if (tree.isOverrideDue(now)) {
            overrides.turn(tenant, tree, now);
        }
    }

    /** Adds those of these quotas that are live in the ledger's trees, and their ancestors, to the books. */
    void read(Ledger ledger, Collection<UUID> quotaIds) {
        List<UUID> missing =
                quotaIds.stream().filter(id -> !ledger.books().contains(id)).toList();
        if (!missing.isEmpty()) {
            ledger.add(nodes.paths(ledger.tenant(), missing).stream()
                    .filter(row -> ledger.treeIds().contains(row.treeId()))
                    .toList());
        }
    }

    /** Adds these allocations, for steps of their lives; their trees are held. */
    public void readAllocations(Ledger ledger, Collection<UUID> ids) {
        ledger.addHeld(allocations.held(ledger.tenant(), ids));
    }

    /**
     * Tells the ledger which of the jobs that it will be asked for hold a live allocation (rule A1); due ones are ended. Once:
     * what comes later changes the ledger itself. Passes over quotas that went to another tree: what asks for them is refused
     * for that. Tells whether there are any.
     */
    public boolean lookAtJobs(Ledger ledger) {
        Set<JobKey> jobs = ledger.liveJobs().takeUnseen();
        if (jobs.isEmpty()) {
            return false;
        }
        List<Allocation> live = allocations.live(ledger.tenant(), jobs).stream()
                .map(ledger::known)
                .filter(allocation -> allocation.holding().state().isLive())
                .filter(allocation -> ledger.books().contains(allocation.quotaId()))
                .toList();
        for (Allocation allocation : live) {
            ledger.liveJobs().add(allocation);
            if (allocation.holding().isDue(ledger.now())) {
                ledger.expire(allocation);
            }
        }
        return !live.isEmpty();
    }

    /** Ends what is due in the ledger's trees; tells how many allocations that were. */
    public int expireDue(Ledger ledger) {
        if (!ledger.forecast().mayBeDue(ledger.now())) {
            return 0;
        }
        List<Allocation> due =
                allocations.due(ledger.tenant(), ledger.treeIds(), ledger.now(), MAX_EXPIRED_AT_ONCE).stream()
                        .map(ledger::known)
                        .filter(allocation -> allocation.holding().isDue(ledger.now()))
                        .toList();
        read(ledger, due.stream().map(Allocation::quotaId).distinct().toList());
        due.forEach(ledger::expire);
        return due.size();
    }

    /** Brings the burst accounts that time has emptied, and the alarms that it has ended, up to date. */
    public void settleChangedByTime(Ledger ledger) {
        for (UUID treeId : ledger.treeIds()) {
            List<NodeRow> changed = nodes.changedByTime(ledger.tenant(), treeId, ledger.now());
            ledger.add(changed);
            changed.forEach(row -> ledger.settle(row.node().id()));
        }
    }

    /** The refusal with when the request could fit at the earliest, as far as is known. */
    public QuotaExceeded withRetryAt(Ledger ledger, QuotaExceeded exceeded) {
        QuotaTree tree = ledger.treeOf(exceeded.quotaId());
        return exceeded.withRetryAt(Relief.earliest(
                        exceeded.denied(),
                        endings(ledger, tree),
                        tree.periodEndsAt().orElse(null),
                        ledger.now())
                .orElse(null));
    }

    private List<Relief.Ending> endings(Ledger ledger, QuotaTree tree) {
        Optional<List<Relief.Ending>> known = ledger.endings();
        if (known.isPresent()) {
            return known.get();
        }
        List<Relief.Ending> read = allocations.endings(ledger.tenant(), tree.id(), MAX_ENDINGS);
        if (ledger.treeIds().size() == 1) {
            ledger.foresee(read);
        }
        return read;
    }

    /** Writes all that the ledger has gathered, and moves the versions of the trees that it changed. */
    public void save(Ledger ledger) {
        write(ledger);
        ledger.changedTrees().forEach(tree -> trees.decided(tree, ledger.now()));
        trees.flush();
    }

    /** Writes all that the ledger has gathered: a statement for each kind of row. */
    void write(Ledger ledger) {
        allocations.step(ledger.tenant(), ledger.stepped());
        int opened = allocations.insert(ledger.tenant(), ledger.opened());
        if (opened < ledger.opened().size()) {
            throw new JobHeldException("a job among " + ledger.opened().size() + " holds a live allocation already");
        }
        history.append(ledger.tenant(), ledger.history());
        sounding.judge(ledger.tenant(), ledger.books(), ledger.now());
        nodes.save(ledger.tenant(), ledger.books().touched());
    }
}
