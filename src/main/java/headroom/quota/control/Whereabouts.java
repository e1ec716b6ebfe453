package headroom.quota.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.kernel.TenantId;
import headroom.quota.control.Quotas.Location;
import headroom.quota.rule.EntityName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where quotas and allocations were found: which tree a request must be decided in, without asking the database each
 * time. May be out of date, as another server moves or deletes quotas; whoever then holds the tree finds that the quota
 * is not in it, has it {@linkplain #forget forgotten}, and looks again. What is not found is looked for each time.
 * Bounded; thread-safe.
 */
@ApplicationScoped
public class Whereabouts {
    /** Entries of each cache, about 200 bytes each. */
    private static final int MAX_ENTRIES = 50_000;

    private final Cache<Named, UUID> byName = cache();
    private final Cache<Id, Location> ofQuota = cache();
    private final Cache<Id, UUID> ofAllocation = cache();

    @Inject
    private Quotas quotas;

    @Inject
    private Allocations allocations;

    private record Named(TenantId tenant, EntityName name) {}

    private record Id(TenantId tenant, UUID id) {}

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .executor(Runnable::run)
                .build();
    }

    /** Where these quotas are; those that are not live may be missing. */
    public Map<UUID, Location> byId(TenantId tenant, Collection<UUID> ids) {
        return find(ids, id -> ofQuota.getIfPresent(new Id(tenant, id)), missing -> {
            Map<UUID, Location> found = quotas.locate(tenant, missing);
            found.values().forEach(location -> remember(tenant, location));
            return found;
        });
    }

    /** Where the quotas of these names are; those that are not live may be missing. */
    public Map<EntityName, Location> byName(TenantId tenant, Collection<EntityName> names) {
        return find(names, name -> known(tenant, name), missing -> {
            Map<EntityName, Location> found = quotas.locateByName(tenant, missing);
            found.forEach((name, location) -> {
                byName.put(new Named(tenant, name), location.quotaId());
                remember(tenant, location);
            });
            return found;
        });
    }

    /** Where the quota of an allocation is, also of one that has ended. */
    public Optional<Location> ofAllocation(TenantId tenant, UUID id) {
        UUID quotaId = ofAllocation.getIfPresent(new Id(tenant, id));
        Location known = quotaId == null ? null : ofQuota.getIfPresent(new Id(tenant, quotaId));
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Location> found = allocations.locate(tenant, id);
        found.ifPresent(location -> remember(tenant, id, location));
        return found;
    }

    /** A new allocation, which somebody will want to release. */
    public void opened(TenantId tenant, UUID allocationId, UUID quotaId) {
        ofAllocation.put(new Id(tenant, allocationId), quotaId);
    }

    /** The quota was not where it was thought to be. */
    public void forget(TenantId tenant, UUID quotaId) {
        ofQuota.invalidate(new Id(tenant, quotaId));
    }

    private void remember(TenantId tenant, UUID allocationId, Location location) {
        opened(tenant, allocationId, location.quotaId());
        remember(tenant, location);
    }

    private void remember(TenantId tenant, Location location) {
        ofQuota.put(new Id(tenant, location.quotaId()), location);
    }

    private @Nullable Location known(TenantId tenant, EntityName name) {
        UUID quotaId = byName.getIfPresent(new Named(tenant, name));
        return quotaId == null ? null : ofQuota.getIfPresent(new Id(tenant, quotaId));
    }

    private static <K> Map<K, Location> find(
            Collection<K> keys, Function<K, @Nullable Location> known, Function<List<K>, Map<K, Location>> read) {
        Map<K, Location> found = new HashMap<>();
        List<K> missing = new ArrayList<>();
        for (K key : keys) {
            Location location = known.apply(key);
            if (location == null) {
                missing.add(key);
            } else {
                found.put(key, location);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(read.apply(missing));
        }
        return found;
    }
}
