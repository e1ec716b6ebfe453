package headroom.throttle.rule;

import java.time.Instant;

/**
 * What somebody wants to do.
 *
 * @param kind which jobs
 * @param cost what it weighs in the rates: at least 1. It takes one place among the live ones, whatever it costs
 * @param expiresAt when its permit ends by itself
 */
public record Asked(JobKind kind, int cost, Instant expiresAt) {}
