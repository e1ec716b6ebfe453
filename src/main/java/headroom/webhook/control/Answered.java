package headroom.webhook.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param text the beginning of the body; null where it was not looked at
 * @param retryAfter its header, where there is one
 */
record Answered(int status, @Nullable String text, Optional<String> retryAfter) {}
