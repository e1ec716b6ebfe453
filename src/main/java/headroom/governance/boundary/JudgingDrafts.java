package headroom.governance.boundary;

import headroom.governance.control.Members;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolTerms;
import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.boundary.SharingTrees;
import headroom.quota.control.TenantShares;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says which rules pools would break, without holding anything: applying a plan judges again. */
@ApplicationScoped
public class JudgingDrafts {
    @Inject
    private Members members;

    @Inject
    private SharingTrees sharing;

    /** Every broken rule of all these pools together. */
    Optional<Refusal> broken(List<Draft> drafts) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Draft draft : drafts) {
            PoolTerms terms = draft.terms();
            if (terms == null) {
                continue;
            }
            terms.brokenRules(draft.wanted())
                    .forEach(error -> errors.add(new FieldError(draft.field() + "." + error.field(), error.message())));
            for (MemberTerms member : draft.wanted()) {
                if (!taken.add(terms.resourceType() + " " + member.tenant() + " " + draft.field())) {
                    continue;
                }
                if (!taken.add(terms.resourceType() + " " + member.tenant())) {
                    errors.add(new FieldError(
                            draft.field() + ".members", member.tenant() + " shares it in another pool too"));
                }
            }
            errors.addAll(obstacles(draft, terms, drafts));
        }
        return errors.isEmpty() ? Optional.empty() : Optional.of(PoolRefusals.broken(errors));
    }

    private List<FieldError> obstacles(Draft draft, PoolTerms terms, List<Draft> drafts) {
        List<TenantId> joins = draft.wanted().stream()
                .map(MemberTerms::tenant)
                .filter(tenant -> !draft.before().containsKey(tenant))
                .distinct()
                .toList();
        if (joins.isEmpty()) {
            return List.of();
        }
        Map<TenantId, Integer> trees = new HashMap<>();
        for (TenantShares.Member tree : sharing.prospects(terms.resourceType(), joins)) {
            trees.merge(tree.tenant(), 1, Integer::sum);
        }
        Map<TenantId, UUID> pooled = members.pooled(terms.resourceType(), joins);
        List<FieldError> errors = new ArrayList<>();
        for (TenantId tenant : joins) {
            obstacle(tenant, trees.get(tenant), pooled.get(tenant), drafts)
                    .ifPresent(message -> errors.add(new FieldError(draft.field() + ".members", message)));
        }
        return errors;
    }

    private static Optional<String> obstacle(
            TenantId tenant, @Nullable Integer trees, @Nullable UUID other, List<Draft> drafts) {
        if (trees == null) {
            return Optional.of("there is no tenant " + tenant);
        }
        if (trees > 1) {
            return Optional.of(tenant + " has several trees of it, and a share binds one");
        }
        boolean stays = other != null
                && drafts.stream()
                        .filter(draft ->
                                draft.pool() != null && draft.pool().id().equals(other))
                        .allMatch(draft -> draft.terms() != null && draft.wants(tenant));
        return stays ? Optional.of(tenant + " shares it in the pool " + other + " already") : Optional.empty();
    }
}
