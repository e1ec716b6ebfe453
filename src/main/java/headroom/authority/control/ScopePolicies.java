package headroom.authority.control;

import headroom.authority.rule.Granting;
import headroom.authority.rule.ScopePolicy;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Caller;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import headroom.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What tokens of each scope are given for: the standard policy, with what the operator has set otherwise. */
@ApplicationScoped
public class ScopePolicies {
    private static final int MAX_MINUTES = (int) ScopePolicy.MAX_LIFETIME.toMinutes();

    private final Map<Scope, ScopePolicy> policies = new EnumMap<>(Scope.class);

    @PostConstruct
    void read() {
        int minutes = Settings.HEADROOM_TOKEN_MINUTES.integer(MAX_MINUTES, 1, MAX_MINUTES);
        for (Scope scope : Scope.values()) {
            ScopePolicy standard = ScopePolicy.standard(scope);
            policies.put(scope, scope.needsPurpose() ? purposeful(scope, standard) : lasting(standard, minutes));
        }
    }

    private static ScopePolicy lasting(ScopePolicy standard, int minutes) {
        return new ScopePolicy(
                standard.reasonRequired(),
                standard.maxReasonChars(),
                standard.ticketRequired(),
                Duration.ofMinutes(minutes));
    }

    private static ScopePolicy purposeful(Scope scope, ScopePolicy standard) {
        Settings ticket = scope == Scope.QUOTA ? Settings.HEADROOM_QUOTA_TICKET : Settings.HEADROOM_BACKFILL_TICKET;
        int minutes = (int) standard.lifetime().toMinutes();
        return new ScopePolicy(
                standard.reasonRequired(),
                Settings.HEADROOM_REASON_MAX_CHARS.integer(standard.maxReasonChars(), 1, standard.maxReasonChars()),
                isRequired(ticket, standard.ticketRequired()),
                Duration.ofMinutes(Settings.HEADROOM_PURPOSE_TOKEN_MINUTES.integer(minutes, 1, minutes)));
    }

    private static boolean isRequired(Settings setting, boolean otherwise) {
        String text = setting.value().orElse(otherwise ? "required" : "optional");
        return switch (text) {
            case "required" -> true;
            case "optional" -> false;
            default -> throw new IllegalStateException("the setting " + setting + " must be required or optional");
        };
    }

    public Granting granting() {
        return new Granting(policies);
    }

    /**
     * The token without the purposes that say less than the policy asks for, as another issuer's may: it has none then for that
     * scope.
     */
    ValidToken sufficient(ValidToken token) {
        Caller caller = token.caller();
        Map<Scope, Purpose> enough = new EnumMap<>(Scope.class);
        caller.purposes().forEach((scope, purpose) -> {
            ScopePolicy policy = policies.get(scope);
            if (policy == null || !policy.ticketRequired() || purpose.ticket() != null) {
                enough.put(scope, purpose);
            }
        });
        return enough.size() == caller.purposes().size() ? token : token.with(caller.with(enough));
    }
}
