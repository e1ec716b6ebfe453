package headroom.breaker.boundary;

import headroom.breaker.entity.ServiceKey;
import headroom.breaker.rule.Configuration;
import headroom.kernel.FieldError;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Problems;
import headroom.platform.http.RefusedException;
import java.util.List;

/** Why something cannot be done with a breaker. */
final class BreakerRefusals {
    /** Breakers of one tenant: each is looked at by every server that knows it. */
    static final int MAX_BREAKERS_PER_TENANT = 1_000;

    private BreakerRefusals() {}

    /**
     * The service that a path names.
     *
     * @throws RefusedException where no service can be named so
     */
    static ServiceKey key(TenantId tenant, String service) {
        if (!ServiceKey.isName(service)) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.VALIDATION,
                    "the path breaks the contract",
                    List.of(new FieldError(
                            "service",
                            "must be 1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or digit, and none of "
                                    + ServiceKey.RESERVED.stream().sorted().toList()))));
        }
        return new ServiceKey(tenant, service);
    }

    static Refusal noBreaker(ServiceKey key) {
        return Refusal.of(Refusal.Kind.NOT_FOUND, "there is no breaker for " + key.service());
    }

    static Refusal tooMany() {
        return Refusal.of(
                Refusal.Kind.CONFLICT,
                "the tenant has " + MAX_BREAKERS_PER_TENANT + " breakers, as many as it may; delete one before");
    }

    /** The configuration where it keeps its rules, or else those that it breaks. */
    static Outcome<Configuration> checked(Configuration configuration) {
        List<FieldError> broken = configuration.brokenRules();
        return broken.isEmpty()
                ? Outcome.done(configuration)
                : Outcome.refused(Refusal.of(Refusal.Kind.VALIDATION, "the configuration breaks its rules", broken));
    }

    static Answer refused(Refusal refusal) {
        return Problems.answer(refusal);
    }
}
