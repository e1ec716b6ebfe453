package headroom.quota.boundary;

import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.quota.control.Quotas.Location;
import headroom.quota.control.Whereabouts;
import headroom.quota.rule.EntityName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the quotas that requests name. */
@ApplicationScoped
public class QuotaLocator {
    @Inject
    private Whereabouts whereabouts;

    /** Where the live ones of these quotas are, as far as is known here; the others may be missing from the map. */
    public Map<QuotaReference, Location> locate(TenantId tenant, Collection<QuotaReference> references) {
        List<UUID> ids = references.stream()
                .filter(QuotaReference.ById.class::isInstance)
                .map(reference -> ((QuotaReference.ById) reference).id())
                .distinct()
                .toList();
        List<EntityName> names = references.stream()
                .filter(QuotaReference.ByName.class::isInstance)
                .map(reference -> ((QuotaReference.ByName) reference).name())
                .distinct()
                .toList();
        Map<QuotaReference, Location> found = new HashMap<>();
        if (!ids.isEmpty()) {
            whereabouts.byId(tenant, ids).forEach((id, location) -> found.put(new QuotaReference.ById(id), location));
        }
        if (!names.isEmpty()) {
            whereabouts
                    .byName(tenant, names)
                    .forEach((name, location) -> found.put(new QuotaReference.ByName(name), location));
        }
        return found;
    }

    static Refusal notFound(QuotaReference reference) {
        return Refusal.of(
                Refusal.Kind.NOT_FOUND, "there is no " + reference.toString().replaceFirst("^a ", ""));
    }

    static Refusal noQuota(UUID id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no quota " + id);
    }
}
