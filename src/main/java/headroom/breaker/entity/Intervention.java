package headroom.breaker.entity;

import org.jspecify.annotations.Nullable;

/**
 * Who had a breaker moved, and why.
 *
 * @param reason as the token states it
 * @param ticket as the token states it; null where it does not
 * @param actor whom the token speaks for
 */
public record Intervention(String reason, @Nullable String ticket, String actor) {}
