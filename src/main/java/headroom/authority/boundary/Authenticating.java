package headroom.authority.boundary;

import headroom.authority.control.KnownTokens;
import headroom.authority.control.Revocations;
import headroom.authority.rule.BearerToken;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.http.RememberedCallers;
import headroom.platform.http.StandingTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who calls, by the token of a request. Touches the database only where a token is signed with an unknown key. */
@ApplicationScoped
public class Authenticating implements StandingTokens, RememberedCallers {
    /** No token was sent at all. */
    static final Refusal NO_TOKEN =
            Refusal.of(Refusal.Kind.UNAUTHENTICATED, "send a token: Authorization: Bearer TOKEN");

    private static final Refusal STARTING =
            Refusal.of(Refusal.Kind.UNAVAILABLE, "the server does not know yet which tokens were revoked");

    @Inject
    private KnownTokens tokens;

    @Inject
    private Revocations revocations;

    /**
     * The caller; refuses with {@link Refusal.Kind#UNAUTHENTICATED}, or {@link Refusal.Kind#UNAVAILABLE} where the keys of
     * the token's issuer cannot be had.
     *
     * @param authorizations every Authorization header of the request
     */
    public Outcome<Caller> authenticate(List<String> authorizations) {
        if (!BearerToken.isPresented(authorizations)) {
            return Outcome.refused(NO_TOKEN);
        }
        if (!revocations.isLoaded()) {
            return Outcome.refused(STARTING);
        }
        return BearerToken.of(authorizations)
                .map(tokens::validate)
                .orElse(Outcome.refused(TokenJudgement.INVALID))
                .map(ValidToken::caller);
    }

    @Override
    public Optional<Caller> caller(@Nullable String authorization) {
        return authorization == null || !revocations.isLoaded()
                ? Optional.empty()
                : BearerToken.of(List.of(authorization))
                        .flatMap(tokens::remembered)
                        .map(ValidToken::caller);
    }

    @Override
    public boolean stand(List<String> authorizations) {
        return authenticate(authorizations).fold(caller -> true, refusal -> refusal.kind() == Refusal.Kind.UNAVAILABLE);
    }
}
