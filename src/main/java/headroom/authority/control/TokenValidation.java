package headroom.authority.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.platform.Log;
import headroom.platform.Sha256;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a token was signed by an issuer that is trusted, and what it says. Refuses with
 * {@link TokenJudgement#INVALID}, {@link TokenJudgement#EXPIRED} or, where an issuer's keys are not known and cannot be
 * had now, {@link Refusal.Kind#UNAVAILABLE}. Immutable and thread-safe.
 */
final class TokenValidation {
    private static final Refusal NO_KEYS =
            Refusal.of(Refusal.Kind.UNAVAILABLE, "the keys of the token's issuer cannot be had now");

    private static final Log LOG = Log.of(TokenValidation.class);

    private final Map<String, Trust> byIssuer;

    TokenValidation(Collection<Trust> trusts) {
        byIssuer = trusts.stream()
                .collect(Collectors.toUnmodifiableMap(trust -> trust.issuer().issuer(), Function.identity()));
    }

    Outcome<ValidToken> validate(String text, Instant now) {
        Optional<CompactToken> parsed = CompactToken.parse(text).filter(CompactToken::isPlain);
        Optional<Trust> trust = parsed.flatMap(token -> token.claims().id("iss"))
                .flatMap(issuer -> Optional.ofNullable(byIssuer.get(issuer)));
        if (parsed.isEmpty() || trust.isEmpty()) {
            return Outcome.refused(TokenJudgement.INVALID);
        }
        CompactToken token = parsed.get();
        Optional<Refusal> unsigned = unsigned(token, trust.get());
        return unsigned.isPresent()
                ? Outcome.refused(unsigned.get())
                : TokenJudgement.judge(trust.get().issuer(), token.claims(), hash(token), now);
    }

    private static Optional<Refusal> unsigned(CompactToken token, Trust trust) {
        try {
            trust.signatures().process(SignedJWT.parse(token.text()), null);
            return Optional.empty();
        } catch (RateLimitReachedException | ParseException | BadJOSEException unsigned) {
            // Unknown keys are asked for now and then only: a forger can name as many as he likes.
            return Optional.of(TokenJudgement.INVALID);
        } catch (KeySourceException unreachable) {
            LOG.error(
                    "the keys of an issuer cannot be had",
                    Map.of("issuer", trust.issuer().issuer()),
                    unreachable);
            return Optional.of(NO_KEYS);
        } catch (JOSEException impossible) {
            return Optional.of(TokenJudgement.INVALID);
        }
    }

    private static String hash(CompactToken token) {
        return Sha256.hex(token.claims().id("jti").orElse(token.text()));
    }
}
