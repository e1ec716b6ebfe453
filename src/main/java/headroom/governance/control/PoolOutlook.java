package headroom.governance.control;

import headroom.governance.rule.Claim;
import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Settlement;
import headroom.kernel.Amount;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.boundary.SharingTrees;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.control.TenantShares;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a division would come to, of a pool as it is or as it might be. Holds nothing, changes nothing. Behind no wall. */
@ApplicationScoped
public class PoolOutlook {
    @Inject
    private SharingTrees sharing;

    @Inject
    private MemberOverrides overrides;

    @Inject
    private DatabaseClock clock;

    /**
     * What comes of it.
     *
     * @param claims of the members
     * @param targets the share of each; missing where the pool does not bind it
     */
    public record Outlook(Map<TenantId, Claim> claims, Map<TenantId, Amount> targets) {}

    /** How these tenants stand, each by its tree of the resource; one without a root has none. */
    public Map<TenantId, TenantShares.Member> standing(String resourceType, Collection<TenantId> tenants) {
        Map<TenantId, TenantShares.Member> standing = new LinkedHashMap<>();
        sharing.prospects(resourceType, tenants).forEach(tree -> standing.putIfAbsent(tree.tenant(), tree));
        return standing;
    }

    /**
     * Divides the capacity between these members, by what they use and want now.
     *
     * @param poolId whose overrides hold; null for a pool that there is not yet
     * @param trees how the members stand
     * @param paused those that are to be paused beside those that are
     */
    public Outlook of(
            @Nullable UUID poolId,
            PoolTerms terms,
            Collection<MemberTerms> members,
            Map<TenantId, TenantShares.Member> trees,
            Set<TenantId> paused) {
        Map<TenantId, List<Noted>> live = poolId == null ? Map.of() : overrides.live(poolId);
        Instant now = clock.now();
        Map<TenantId, Amount> denied = sharing.denied(
                terms.resourceType(), members.stream().map(MemberTerms::tenant).toList());
        Map<TenantId, Claim> claims = new LinkedHashMap<>();
        for (MemberTerms member : members) {
            TenantShares.Member tree = trees.get(member.tenant());
            if (tree != null) {
                claims.put(
                        member.tenant(),
                        PoolSettling.inForce(member, live, now)
                                .claim(
                                        tree.usage(),
                                        denied.getOrDefault(member.tenant(), Amount.ZERO),
                                        tree.paused() || paused.contains(member.tenant())));
            }
        }
        return new Outlook(
                claims, Settlement.targets(terms.strategy(), terms.capacity(), terms.options(), claims.values()));
    }
}
