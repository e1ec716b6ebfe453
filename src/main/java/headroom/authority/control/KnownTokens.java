package headroom.authority.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Outcome;
import headroom.platform.ServerClock;
import headroom.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens that were found good, until they end, so that a request costs no signature. Knows them by their hash: what is
 * kept here opens nothing. Thread-safe.
 */
@ApplicationScoped
public class KnownTokens {
    /** About 1 KiB each. */
    private static final int MAX_TOKENS = 20_000;

    /** A token that nobody sends need not be kept. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(15);

    private final Cache<String, ValidToken> known = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .expireAfterAccess(MAX_IDLE)
            .build();

    @Inject
    private TrustedIssuers issuers;

    @Inject
    private Revocations revocations;

    @Inject
    private ServerClock clock;

    /** Whether a token is to be believed now, and whom it speaks for. */
    public Outcome<ValidToken> validate(String token) {
        return judged(token)
                .then(valid ->
                        revocations.isVoid(valid) ? Outcome.refused(TokenJudgement.REVOKED) : Outcome.done(valid));
    }

    /** The same of a token that was found good lately, and is good still; of others nothing is found out. */
    public Optional<ValidToken> remembered(String token) {
        return Optional.ofNullable(known.getIfPresent(Sha256.hex(token)))
                .filter(kept -> !kept.isOver(clock.now()) && !revocations.isVoid(kept));
    }

    private Outcome<ValidToken> judged(String token) {
        String hash = Sha256.hex(token);
        ValidToken kept = known.getIfPresent(hash);
        if (kept != null && !kept.isOver(clock.now())) {
            return Outcome.done(kept);
        }
        Outcome<ValidToken> judged = issuers.validate(token);
        if (judged instanceof Outcome.Done<ValidToken> done) {
            known.put(hash, done.value());
        } else if (kept != null) {
            known.invalidate(hash);
        }
        return judged;
    }
}
