package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.quota.control.Keeping;
import headroom.quota.control.LimitOverrides;
import headroom.quota.control.LimitOverrides.Noted;
import headroom.quota.control.Nodes;
import headroom.quota.control.Quotas;
import headroom.quota.entity.NodeRow;
import headroom.quota.entity.Quota;
import headroom.quota.rule.Books;
import headroom.quota.rule.LimitOverride;
import headroom.quota.rule.Limits;
import headroom.quota.rule.Node;
import headroom.quota.rule.Structure;
import headroom.tenant.boundary.TenantSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether limits could be set one after the other, as {@link ChangingQuota} would judge each (rules Q4, Q5 to Q7, Q14, maximums),
 * and in which order they can: what is lowered from the leaves up, then what is raised from the root down, so that in between no
 * limit is above its parent's, and no quota keeps what another still keeps, unless it is so at the end. Holds nothing, changes nothing: setting them judges again.
 */
@ApplicationScoped
public class ForeseeingLimits {
    @Inject
    private Quotas quotas;

    @Inject
    private Nodes nodes;

    @Inject
    private Keeping keeping;

    @Inject
    private LimitOverrides overrides;

    @Inject
    private JudgingMaximums maximums;

    @Inject
    private TenantSettings tenants;

    @Inject
    private DatabaseClock clock;

    /**
     * A limit, and what stands in its way.
     *
     * @param refusal null where nothing does
     */
    public record Foreseen(UUID quotaId, @Nullable Refusal refusal) {}

    /** The tenant's quotas as they become, one limit after the other. */
    private final class Prospect {
        private final TenantId tenant;
        private final Instant now = clock.now();
        private final Map<UUID, Amount> wanted;
        private final Map<UUID, Quota> known = new LinkedHashMap<>();
        private final Set<UUID> done = new HashSet<>();
        private final Books books;
        private final boolean withinParent;

        Prospect(TenantId tenant, Map<UUID, Amount> wanted) {
            this.tenant = tenant;
            this.wanted = wanted;
            books = new Books(nodes.paths(tenant, wanted.keySet()).stream()
                    .map(NodeRow::node)
                    .toList());
            wanted.keySet().stream()
                    .filter(books::contains)
                    .forEach(id -> quotas.find(tenant, id).ifPresent(quota -> known.put(id, quota)));
            withinParent = tenants.areChildrenWithinParent(tenant);
        }

        Collection<Quota> inOrder() {
            return known.values().stream()
                    .sorted(Comparator.comparing(this::isRaised)
                            .thenComparing(quota -> isRaised(quota) ? depth(quota) : -depth(quota))
                            .thenComparing(Quota::id))
                    .toList();
        }

        private boolean isRaised(Quota quota) {
            return limit(quota).isMoreThan(quota.limits().limit());
        }

        private Amount limit(Quota quota) {
            return wanted.getOrDefault(quota.id(), quota.limits().limit());
        }

        private int depth(Quota quota) {
            return books.path(quota.id()).size();
        }

        /** Judges the next; those after it are judged as if it had been set. */
        Foreseen set(Quota quota) {
            Limits after = quota.limits().limitedTo(limit(quota));
            Node changed = books.node(quota.id()).with(inForce(quota, after), now);
            Refusal refusal = refusals(quota, after)
                    .toRefusal()
                    .or(() -> maximums.beyond(tenant, quota, after, now))
                    .or(() -> QuotaRefusals.overfilled(
                            "lending_limit", keeping.overfilled(books, changed, changed.parentId(), now)))
                    .orElse(null);
            books.change(changed, now);
            done.add(quota.id());
            return new Foreseen(quota.id(), refusal);
        }

        private Limits inForce(Quota quota, Limits limits) {
            List<LimitOverride> live = overrides.live(tenant, quota.id(), now).stream()
                    .map(Noted::override)
                    .toList();
            return limits.limitedTo(
                    LimitOverride.limit(live, limits.limit(), now).orElse(limits.limit()));
        }

        /** Its place, period and depth stay, and are right. */
        private QuotaRefusals refusals(Quota quota, Limits after) {
            Structure.Placed placed =
                    new Structure.Placed(quota.name(), after.limit(), null, 1, largestChildLimit(quota.id()));
            return new QuotaRefusals()
                    .limits(after)
                    .structure(placed, after, quota.parentId().map(this::parent), withinParent);
        }

        private Structure.Parent parent(UUID id) {
            Node above = books.node(id);
            return new Structure.Parent(
                    above.name(), above.limits().limit(), null, books.path(id).size());
        }

        private @Nullable Amount largestChildLimit(UUID id) {
            return Stream.concat(
                            quotas.largestChildLimit(tenant, id, known.keySet()).stream(),
                            known.values().stream()
                                    .filter(child -> child.parentId().equals(Optional.of(id)))
                                    .map(child -> done.contains(child.id())
                                            ? limit(child)
                                            : child.limits().limit()))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** These limits in the order in which they are to be set, each with what stands in its way; without quotas that are gone. */
    public List<Foreseen> foresee(TenantId tenant, Map<UUID, Amount> limits) {
        Prospect prospect = new Prospect(tenant, limits);
        List<Foreseen> foreseen = new ArrayList<>();
        prospect.inOrder().forEach(quota -> foreseen.add(prospect.set(quota)));
        return foreseen;
    }
}
