package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Period;
import headroom.quota.rule.ResourceType;
import headroom.quota.rule.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers every rule that a new or changed quota would break (rule Q12), and says so in one refusal. */
final class QuotaRefusals {
    private final List<FieldError> ofQuota = new ArrayList<>();
    private final List<FieldError> ofHierarchy = new ArrayList<>();

    /** What a change lets the quota allow more than before: lowering is never beyond a maximum (rule Q9). */
    static Map<String, Amount> raised(Limits before, Limits after) {
        Map<String, Amount> was = allowed(before);
        Map<String, Amount> raised = new LinkedHashMap<>(allowed(after));
        raised.entrySet().removeIf(allowed -> {
            Amount old = was.getOrDefault(allowed.getKey(), before.effective());
            return !allowed.getValue().isMoreThan(old);
        });
        return raised;
    }

    /** How much these limits allow, by the field that says so: what a maximum is held against. */
    static Map<String, Amount> allowed(Limits limits) {
        Map<String, Amount> allowed = new LinkedHashMap<>();
        allowed.put("limit_value", limits.limit());
        if (limits.effective().isMoreThan(limits.limit())) {
            allowed.put("overcommit_ratio", limits.effective());
        }
        Amount burstLimit = limits.burstLimit();
        if (burstLimit != null) {
            allowed.put("burst_limit", burstLimit);
        }
        if (limits.borrowingLimit() != null) {
            allowed.put("borrowing_limit", limits.withBorrowing());
        }
        return allowed;
    }

    QuotaRefusals limits(Limits limits) {
        ofQuota.addAll(limits.brokenRules());
        return this;
    }

    /** Rules Q10 and Q11. */
    QuotaRefusals resource(String name, Optional<ResourceType> type, @Nullable Period period) {
        if (type.isEmpty()) {
            ofQuota.add(new FieldError("resource_type", "is not a registered resource type: " + name + " (Q11)"));
        } else if (period != null && !type.get().isConsumable()) {
            ofQuota.add(new FieldError("period", name + " is not consumable and cannot have a period (Q10)"));
        }
        return this;
    }

    /** Rule Q14: these would set aside more than they have. */
    static Optional<Refusal> overfilled(String field, List<Node> quotas) {
        return quotas.isEmpty()
                ? Optional.empty()
                : misplaced(new FieldError(
                        field,
                        quotas.stream()
                                        .map(node -> node.name() + " would keep "
                                                + node.tally()
                                                        .held()
                                                        .minus(node.limits().withBorrowing())
                                                + " more than it has for quotas below it")
                                        .collect(Collectors.joining("; "))
                                + " (Q14)"));
    }

    QuotaRefusals hierarchy(String field, String message) {
        ofHierarchy.add(new FieldError(field, message));
        return this;
    }

    QuotaRefusals structure(
            Structure.Placed placed, Limits limits, Optional<Structure.Parent> parent, boolean childrenWithinParent) {
        ofHierarchy.addAll(parent.isEmpty() ? limits.brokenAtRoot() : List.of());
        ofHierarchy.addAll(Structure.brokenRules(placed, parent, childrenWithinParent));
        return this;
    }

    /** The refusal of a place for this alone. */
    static Optional<Refusal> misplaced(FieldError error) {
        return new QuotaRefusals().hierarchy(error.field(), error.message()).toRefusal();
    }

    /** The refusal of a quota whose parent is not there, beside whatever else is wrong with it. */
    Refusal noParent(UUID parentId) {
        return hierarchy("parent_id", "there is no quota " + parentId + " (Q1)")
                .toRefusal()
                .orElseThrow();
    }

    /** The refusal, where any rule is broken. */
    Optional<Refusal> toRefusal() {
        List<FieldError> all = new ArrayList<>(ofQuota);
        all.addAll(ofHierarchy);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                ofQuota.isEmpty()
                        ? Refusal.of(Refusal.Kind.INVALID_HIERARCHY, "the quota cannot stand there", all)
                        : Refusal.of(Refusal.Kind.INVALID_QUOTA, "the quota breaks a rule", all));
    }
}
