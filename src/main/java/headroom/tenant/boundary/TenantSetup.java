package headroom.tenant.boundary;

import headroom.tenant.control.PlatformMaximums;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Refuses to start a server whose maximums are not set up rightly: a wrong setting is told now, not to the first caller. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TenantSetup {
    @Inject
    private PlatformMaximums maximums;

    @PostConstruct
    void check() {
        // The setting is read when the bean is first used.
        maximums.get();
    }
}
