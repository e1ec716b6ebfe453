package headroom.authority.rule;

import headroom.kernel.Caller;
import java.time.Instant;

/**
 * A token that was found good.
 *
 * @param caller whom it speaks for
 * @param own whether this service issued it
 * @param issuedAt in whole seconds; long ago where it does not say
 * @param expiresAt without leeway
 */
public record ValidToken(Caller caller, boolean own, Instant issuedAt, Instant expiresAt) {
    /** The same token of this caller. */
    public ValidToken with(Caller other) {
        return new ValidToken(other, own, issuedAt, expiresAt);
    }

    /** Whether the token's time is over, the clocks of issuer and server being apart as far as is tolerated. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt.plus(TokenJudgement.LEEWAY));
    }
}
