package headroom.quota.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.ExpectedVersion;
import headroom.quota.control.BudgetPeriods;
import headroom.quota.control.Keeping;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.LimitOverrides;
import headroom.quota.control.Moving;
import headroom.quota.control.Planting;
import headroom.quota.control.QuotaExceeded;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.ResourceTypes;
import headroom.quota.control.TenantShares;
import headroom.quota.control.TreeMovedException;
import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Structure;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes a quota: its limits, its tree's period, its place (rules Q4, Q9, Q10, Q12 to Q14). The change is judged as a
 * whole under the locks of the trees that it touches, before anything is written.
 */
@Stateless
public class ChangingQuota {
    @Inject
    private Quotas quotas;

    @Inject
    private Ledgers ledgers;

    @Inject
    private Planting planting;

    @Inject
    private Moving moving;

    @Inject
    private Keeping keeping;

    @Inject
    private BudgetPeriods periods;

    @Inject
    private ResourceTypes resourceTypes;

    @Inject
    private TenantSettings tenants;

    @Inject
    private LimitOverrides overrides;

    @Inject
    private JudgingMaximums maximums;

    @Inject
    private TenantShares shares;

    @Inject
    private AuditTrail audit;

    /** Changes the quota, where its version is the one expected. */
    public Outcome<PlacedQuota> change(TenantId tenant, UUID id, ExpectedVersion expected, ChangeQuotaRequest request) {
        Quota quota = quotas.find(tenant, id).orElse(null);
        if (quota == null) {
            return Outcome.refused(QuotaLocator.noQuota(id));
        }
        UUID parentId = request.parentId().after(quota.parentId().orElse(null));
        List<Location> locations = new ArrayList<>(List.of(new Location(id, quota.treeId())));
        if (parentId != null) {
            Location location = quotas.locate(tenant, List.of(parentId)).get(parentId);
            if (location == null) {
                return Outcome.refused(new QuotaRefusals()
                        .limits(request.limits(quota.limits()))
                        .noParent(parentId));
            }
            locations.add(location);
        }
        if (parentId == null && quota.parentId().isPresent()) {
            // Whoever holds roots may wait for trees, never the other way round.
            shares.holdRoots(tenant, quota.name().resourceType());
        }
        Ledger ledger = ledgers.open(tenant, locations);
        quotas.refresh(quota);
        if (!Objects.equals(parentId, request.parentId().after(quota.parentId().orElse(null)))) {
            throw new TreeMovedException("quota " + id + " was moved before its tree was held");
        }
        if (!expected.isMetBy(quota.version())) {
            return Outcome.refused(ExpectedVersion.stale(quota.version()));
        }
        Change change = new Change(quota, request, parentId);
        Optional<Refusal> refusal = judge(ledger, change);
        return refusal.isPresent() ? Outcome.refused(refusal.get()) : Outcome.done(applyAudited(ledger, change));
    }

    private PlacedQuota applyAudited(Ledger ledger, Change change) {
        QuotaTree tree = ledger.treeOf(change.id());
        QuotaView before = new PlacedQuota(change.quota(), tree.period().orElse(null)).view();
        PlacedQuota placed = apply(ledger, change);
        audit.record(
                ledger.tenant(),
                AuditEvent.of("quota.change", "quota", change.id())
                        .before(before)
                        .after(placed.view())
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return placed;
    }

    private record Change(
            Quota quota,
            ChangeQuotaRequest request,
            @Nullable UUID parentId) {
        UUID id() {
            return quota.id();
        }

        Limits limits() {
            return request.limits(quota.limits());
        }

        boolean isMove() {
            return !Optional.ofNullable(parentId).equals(quota.parentId());
        }
    }

    private Optional<Refusal> judge(Ledger ledger, Change change) {
        TenantId tenant = ledger.tenant();
        Map<UUID, Integer> subtree = quotas.subtree(tenant, change.id());
        Period period = change.request()
                .period()
                .after(ledger.treeOf(change.id()).period().orElse(null));
        int height = subtree.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        QuotaRefusals refusals = new QuotaRefusals()
                .limits(change.limits())
                .resource(
                        change.quota().name().resourceType(),
                        resourceTypes.find(tenant, change.quota().name().resourceType()),
                        period);
        UUID parentId = change.parentId();
        if (parentId != null && subtree.containsKey(parentId)) {
            return refusals.hierarchy("parent_id", "would stand below itself (Q1)")
                    .toRefusal();
        }
        Structure.Placed placed = new Structure.Placed(
                change.quota().name(),
                change.limits().limit(),
                period,
                height,
                quotas.largestChildLimit(tenant, change.id()).orElse(null));
        return refusals.structure(
                        placed,
                        change.limits(),
                        Optional.ofNullable(parentId).map(ledger::parent),
                        tenants.areChildrenWithinParent(tenant))
                .toRefusal()
                .or(() -> maximums.beyond(tenant, change.quota(), change.limits(), ledger.now()))
                .or(() -> change.isMove() ? noPlace(ledger, change) : Optional.empty())
                .or(() -> otherPeriod(ledger, change, period))
                .or(() -> overfilled(ledger, change));
    }

    /** Why the tree keeps its period: with another one, what it consumed of a pool would be free at once, or more of it in use than its share. */
    private Optional<Refusal> otherPeriod(Ledger ledger, Change change, @Nullable Period period) {
        String resourceType = change.quota().name().resourceType();
        boolean same = period == ledger.treeOf(change.id()).period().orElse(null);
        return same || shares.keep(ledger.tenant(), resourceType).isEmpty()
                ? Optional.empty()
                : QuotaRefusals.misplaced(new FieldError(
                        "period", "stays while the tenant shares its " + resourceType + " in a pool (P9)"));
    }

    /** Why the quotas above cannot keep for it what it would not lend. */
    private Optional<Refusal> overfilled(Ledger ledger, Change change) {
        return QuotaRefusals.overfilled(
                change.isMove() ? "parent_id" : "lending_limit",
                keeping.overfilled(ledger.books(), changed(ledger, change), change.parentId(), ledger.now()));
    }

    /** Why the quota cannot go where it is to go, beside its structure. */
    private Optional<Refusal> noPlace(Ledger ledger, Change change) {
        return change.parentId() == null
                ? shares.noFurtherRoot(ledger.tenant(), change.quota().name().resourceType())
                        .flatMap(QuotaRefusals::misplaced)
                : moving.overfilled(ledger, change.id(), change.parentId()).map(QuotaExceeded.class::cast);
    }

    /** The quota with its new limits, at its old place. */
    private Node changed(Ledger ledger, Change change) {
        Limits inForce = overrides.inForce(
                ledger.tenant(), ledger.treeOf(change.id()), change.id(), change.limits(), ledger.now());
        return ledger.books().node(change.id()).with(inForce, ledger.now());
    }

    private PlacedQuota apply(Ledger ledger, Change change) {
        Quota quota = change.quota();
        Limits limits = change.limits();
        QuotaTree tree = ledger.treeOf(quota.id());
        Node node = ledger.books().node(quota.id());
        List<BigDecimal> percents = change.request().percents(quota.alertPercents());
        ledger.books().change(changed(ledger, change).with(node.alarms().with(percents)), ledger.now());
        quota.changeLimits(limits, ledger.now());
        quota.watch(percents);
        if (change.isMove()) {
            UUID parentId = change.parentId();
            tree = parentId == null
                    ? planting.tree(
                            ledger.tenant(),
                            node.name().resourceType(),
                            tree.period().orElse(null),
                            ledger.now())
                    : ledger.treeOf(parentId);
            moving.move(ledger, quota, parentId, tree);
        }
        ledger.touch();
        ledgers.save(ledger);
        overrides.turn(ledger.tenant(), tree, ledger.now());
        Period period = change.request().period().after(tree.period().orElse(null));
        if (period != tree.period().orElse(null)) {
            periods.change(ledger.tenant(), tree, period, ledger.now());
        }
        return new PlacedQuota(quota, period);
    }
}
