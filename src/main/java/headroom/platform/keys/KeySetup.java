package headroom.platform.keys;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Refuses to start a server whose master key is missing, malformed, or another than the one of the keys in the database. */
@Singleton
@Startup
@DependsOn("DatabaseSetup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeySetup {
    @Inject
    private SigningKeys keys;

    @PostConstruct
    void open() {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            keys.current(purpose);
        }
    }
}
