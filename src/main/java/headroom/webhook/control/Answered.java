package headroom.webhook.control;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param text the beginning of the body; null where it was not looked at
 */
record Answered(int status, @Nullable String text) {}
