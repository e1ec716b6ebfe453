package headroom.authority.boundary;

import headroom.authority.control.TrustedIssuers;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Refuses to start a server whose issuers are not set up rightly: a wrong setting is told now, not to the first caller. */
@Singleton
@Startup
@DependsOn("KeySetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AuthoritySetup {
    @Inject
    private TrustedIssuers issuers;

    @PostConstruct
    void check() {
        // The settings are read when the bean is first used.
        issuers.validate("");
    }
}
