package headroom.authority.rule;

import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which token a client gets for what it asks.
 *
 * @param policies by scope; the standard one where there is none
 */
public record Granting(Map<Scope, ScopePolicy> policies) {
    private static final String INVALID_REQUEST = "invalid_request";
    private static final String INVALID_SCOPE = "invalid_scope";

    public Granting {
        policies = Map.copyOf(policies);
    }

    public ScopePolicy policy(Scope scope) {
        return policies.getOrDefault(scope, ScopePolicy.standard(scope));
    }

    /** The scopes among these words whose tokens must say why they were asked for, whether or not anybody may have them. */
    public static Set<Scope> purposeful(@Nullable String words) {
        Set<Scope> purposeful = EnumSet.noneOf(Scope.class);
        words(words).forEach(word -> Scope.of(word).filter(Scope::needsPurpose).ifPresent(purposeful::add));
        return purposeful;
    }

    /**
     * The grant, or why there is none.
     *
     * @param registered what the client may ask for
     * @param parameters of the request; {@code scope} and, where a scope needs them, reason and ticket
     * @param tickets whether a ticket looks as the client's tenant wants it
     */
    public Grant decide(Set<Scope> registered, Map<String, String> parameters, Predicate<String> tickets) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        @Nullable String asked = parameters.get("scope");
        for (String word : words(asked)) {
            Optional<Scope> scope = Scope.of(word).filter(registered::contains);
            if (scope.isEmpty()) {
                return new Grant.Denied(INVALID_SCOPE, "the client may not ask for one of these scopes");
            }
            scopes.add(scope.get());
        }
        if (scopes.isEmpty()) {
            registered.stream().filter(scope -> !scope.needsPurpose()).forEach(scopes::add);
        }
        if (scopes.isEmpty()) {
            return new Grant.Denied(INVALID_SCOPE, "name the scope: all that the client may have need a purpose");
        }
        return withPurposes(scopes, parameters, tickets);
    }

    private Grant withPurposes(Set<Scope> scopes, Map<String, String> parameters, Predicate<String> tickets) {
        Map<Scope, Purpose> purposes = new EnumMap<>(Scope.class);
        Duration lifetime = ScopePolicy.MAX_LIFETIME;
        for (Scope scope : scopes) {
            ScopePolicy policy = policy(scope);
            if (policy.lifetime().compareTo(lifetime) < 0) {
                lifetime = policy.lifetime();
            }
            if (scope.needsPurpose()) {
                Optional<Grant.Denied> denied = denied(scope, policy, parameters, tickets);
                if (denied.isPresent()) {
                    return denied.get();
                }
                reason(scope, policy, parameters)
                        .map(reason ->
                                new Purpose(reason, ticket(scope, parameters).orElse(null)))
                        .ifPresent(purpose -> purposes.put(scope, purpose));
            }
        }
        return new Grant.Given(scopes, purposes, lifetime);
    }

    private static Optional<Grant.Denied> denied(
            Scope scope, ScopePolicy policy, Map<String, String> parameters, Predicate<String> tickets) {
        boolean reasonGiven = isGiven(parameters.get(scope.reasonClaim()));
        if (reason(scope, policy, parameters).isEmpty() && (policy.reasonRequired() || reasonGiven)) {
            return invalid(scope.reasonClaim() + " is needed: 1 to " + policy.maxReasonChars() + " characters");
        }
        Optional<String> ticket = ticket(scope, parameters);
        boolean ticketGiven = isGiven(parameters.get(scope.ticketClaim()));
        if (ticket.isEmpty() && (policy.ticketRequired() || ticketGiven)) {
            return invalid(scope.ticketClaim() + " is needed: 1 to " + Purpose.MAX_TICKET + " characters");
        }
        if (ticket.isPresent() && !tickets.test(ticket.get())) {
            return invalid(scope.ticketClaim() + " does not look as the tenant's tickets do");
        }
        return Optional.empty();
    }

    private static Optional<String> reason(Scope scope, ScopePolicy policy, Map<String, String> parameters) {
        return PurposeText.of(parameters.get(scope.reasonClaim()), policy.maxReasonChars());
    }

    private static Optional<String> ticket(Scope scope, Map<String, String> parameters) {
        return PurposeText.of(parameters.get(scope.ticketClaim()), Purpose.MAX_TICKET);
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static Optional<Grant.Denied> invalid(String description) {
        return Optional.of(new Grant.Denied(INVALID_REQUEST, description));
    }

    private static Iterable<String> words(@Nullable String text) {
        return Arrays.stream(text == null ? new String[0] : text.split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
