package headroom.authority.rule;

import headroom.kernel.Scope;
import java.util.List;
import java.util.Map;

/**
 * Where an issuer puts what we want to know.
 *
 * @param tenant whose data the token is for
 * @param scope words, or a list
 * @param clientId to whom the token was issued; the first of these that it has
 * @param reasons by scope
 * @param tickets by scope
 */
public record ClaimNames(
        String tenant, String scope, List<String> clientId, Map<Scope, String> reasons, Map<Scope, String> tickets) {
    /** As in our own tokens. */
    public static final ClaimNames OWN = new ClaimNames(
            "tenant",
            "scope",
            List.of("client_id", "azp"),
            Map.of(Scope.QUOTA, Scope.QUOTA.reasonClaim(), Scope.BACKFILL, Scope.BACKFILL.reasonClaim()),
            Map.of(Scope.QUOTA, Scope.QUOTA.ticketClaim(), Scope.BACKFILL, Scope.BACKFILL.ticketClaim()));

    public ClaimNames {
        clientId = List.copyOf(clientId);
        reasons = Map.copyOf(reasons);
        tickets = Map.copyOf(tickets);
    }
}
