package headroom.authority.boundary;

import headroom.authority.control.Clients;
import headroom.authority.control.UsedAssertions;
import headroom.authority.rule.RegisteredClient;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** What the database knows of who claims to be a client. */
@Stateless
public class ProvingClients {
    @Inject
    private Clients clients;

    @Inject
    private UsedAssertions assertions;

    public Optional<RegisteredClient> find(String clientId) {
        return clients.find(clientId);
    }

    /** Uses an assertion up; false where that was done before. */
    public boolean use(RegisteredClient client, String jti, Instant expiresAt) {
        return assertions.use(client.clientId(), jti, expiresAt);
    }
}
