package headroom.quota.boundary;

import headroom.audit.boundary.AuditEvent;
import headroom.audit.boundary.AuditTrail;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.Ids;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.IdempotentAnswers;
import headroom.quota.control.Keeping;
import headroom.quota.control.Ledger;
import headroom.quota.control.Ledgers;
import headroom.quota.control.Planting;
import headroom.quota.control.Quotas;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.ResourceTypes;
import headroom.quota.control.TenantShares;
import headroom.quota.entity.Quota;
import headroom.quota.entity.QuotaTree;
import headroom.quota.rule.BurstAccount;
import headroom.quota.rule.EntityName;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.Structure;
import headroom.quota.rule.Tally;
import headroom.tenant.boundary.TenantSettings;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a quota, alone or below another (rules Q1, Q3 to Q7, Q10 to Q12, Q14). */
@Stateless
public class CreatingQuota {
    @Inject
    private Quotas quotas;

    @Inject
    private Planting planting;

    @Inject
    private Ledgers ledgers;

    @Inject
    private Keeping keeping;

    @Inject
    private ResourceTypes resourceTypes;

    @Inject
    private TenantSettings tenants;

    @Inject
    private TenantShares shares;

    @Inject
    private DatabaseClock clock;

    @Inject
    private IdempotentAnswers answers;

    @Inject
    private AuditTrail audit;

    /** Makes the quota, or says every rule that it would break. */
    public Answer create(Call call, CreateQuotaRequest request, Function<Outcome<PlacedQuota>, Answer> answering) {
        return answers.once(
                call.tenant(), call.idempotencyKey(), () -> answering.apply(decide(call.tenant(), request)));
    }

    private Outcome<PlacedQuota> decide(TenantId tenant, CreateQuotaRequest request) {
        EntityName name = request.name();
        @Nullable Location namesake = quotas.locateByName(tenant, List.of(name)).get(name);
        if (namesake != null) {
            return Outcome.refused(Refusal.of(
                    Refusal.Kind.ALREADY_EXISTS,
                    "there is a quota of " + name + " already: " + namesake.quotaId(),
                    Map.of("quota_id", namesake.quotaId())));
        }
        Optional<Refusal> refused = tenants.missing(tenant)
                .or(() ->
                        tenants.beyondMaximum(tenant, request.resourceType(), QuotaRefusals.allowed(request.limits())));
        if (refused.isPresent()) {
            return Outcome.refused(refused.get());
        }
        UUID parentId = request.parentId();
        return parentId == null ? asRoot(tenant, request) : below(tenant, request, parentId);
    }

    private Outcome<PlacedQuota> asRoot(TenantId tenant, CreateQuotaRequest request) {
        Optional<Refusal> refusal = brokenRules(tenant, request, request.period(), Optional.empty())
                .or(() -> shares.noFurtherRoot(tenant, request.resourceType()).flatMap(QuotaRefusals::misplaced));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = clock.now();
        QuotaTree tree = planting.tree(tenant, request.resourceType(), request.period(), now);
        return Outcome.done(plant(tenant, request, tree, now));
    }

    private Outcome<PlacedQuota> below(TenantId tenant, CreateQuotaRequest request, UUID parentId) {
        Location location = quotas.locate(tenant, List.of(parentId)).get(parentId);
        if (location == null) {
            return Outcome.refused(new QuotaRefusals()
                    .limits(request.limits())
                    .resource(request.resourceType(), resourceTypes.find(tenant, request.resourceType()), null)
                    .noParent(parentId));
        }
        Ledger ledger = ledgers.open(tenant, List.of(location));
        QuotaTree tree = ledger.treeOf(parentId);
        @Nullable Period treePeriod = tree.period().orElse(null);
        Period period = request.period() == null ? treePeriod : request.period();
        Optional<Refusal> refusal = brokenRules(tenant, request, period, Optional.of(ledger.parent(parentId)));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = ledger.now();
        Optional<Refusal> overfilled =
                QuotaRefusals.overfilled("lending_limit", keeping.overfilled(ledger, node(request, Ids.next(), now)));
        if (overfilled.isPresent()) {
            return Outcome.refused(overfilled.get());
        }
        PlacedQuota placed = plant(tenant, request, tree, now);
        keeping.keepFor(ledger, node(request, placed.quota().id(), now));
        return Outcome.done(placed);
    }

    /** The quota as decisions will see it. */
    private static Node node(CreateQuotaRequest request, UUID id, Instant now) {
        Limits limits = request.limits();
        return new Node(id, request.parentId(), request.name(), limits, Tally.EMPTY, BurstAccount.full(limits, now));
    }

    private Optional<Refusal> brokenRules(
            TenantId tenant, CreateQuotaRequest request, @Nullable Period period, Optional<Structure.Parent> parent) {
        return new QuotaRefusals()
                .limits(request.limits())
                .resource(request.resourceType(), resourceTypes.find(tenant, request.resourceType()), request.period())
                .structure(
                        new Structure.Placed(request.name(), request.limitValue(), period, 1, null),
                        request.limits(),
                        parent,
                        tenants.areChildrenWithinParent(tenant))
                .toRefusal();
    }

    private PlacedQuota plant(TenantId tenant, CreateQuotaRequest request, QuotaTree tree, Instant now) {
        Quota quota = planting.quota(
                tenant, tree, request.parentId(), request.name(), request.limits(), request.percents(), now);
        PlacedQuota placed = new PlacedQuota(quota, tree.period().orElse(null));
        audit.record(
                tenant,
                AuditEvent.of("quota.create", "quota", quota.id())
                        .after(placed.view())
                        .why(AuditTrail.purpose(Scope.QUOTA)));
        return placed;
    }
}
