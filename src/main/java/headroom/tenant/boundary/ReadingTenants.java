package headroom.tenant.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.DatabaseClock;
import headroom.platform.TenantWall;
import headroom.tenant.control.Tenants;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Shows tenants. */
@Stateless
public class ReadingTenants {
    @Inject
    private Tenants tenants;

    @Inject
    private DatabaseClock clock;

    public Outcome<TenantView> find(TenantId id) {
        return TenantWall.within(
                id,
                () -> tenants.find(id)
                        .map(tenant -> Outcome.done(TenantView.of(tenant, clock.now())))
                        .orElseGet(() -> Outcome.refused(noTenant(id))));
    }

    /** A page of all tenants after this id. */
    public List<TenantView> page(String after, int limit) {
        return TenantWall.acrossTenants(() -> {
            Instant now = clock.now();
            return tenants.page(after, limit).stream()
                    .map(tenant -> TenantView.of(tenant, now))
                    .toList();
        });
    }

    static Refusal noTenant(TenantId id) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no tenant " + id);
    }
}
