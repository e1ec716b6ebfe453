package headroom.audit.rule;

import org.jspecify.annotations.Nullable;

/**
 * What an examination came to.
 *
 * @param entries how many were read
 * @param finding the first trace of tampering; null where there is none
 * @param anchoredUpTo up to this place every entry is what a signed anchor vouches for; 0 where none does
 */
public record Verdict(long entries, @Nullable Finding finding, long anchoredUpTo) {}
