package headroom.authority.boundary;

import headroom.authority.control.ScopePolicies;
import headroom.authority.control.TrustedIssuers;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Refuses to start a server that is not set up rightly: a wrong setting is told now, not to the first caller. */
@Singleton
@Startup
@DependsOn("KeySetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuthoritySetup {
    @Inject
    private TrustedIssuers issuers;

    @Inject
    private ScopePolicies policies;

    @Inject
    private BootstrappingClient bootstrapping;

    @PostConstruct
    void check() {
        // The settings are read when a bean is first used.
        issuers.validate("");
        policies.granting();
        bootstrapping.bootstrap();
    }
}
