package headroom.overload.control;

import headroom.overload.rule.Pressure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a target asks of its callers now.
 *
 * @param until when the back-off ends; null where nobody knows
 * @param strikes refusals in a row; 0 where it is not by refusals
 */
public record Pressed(
        Target target, Pressure level, @Nullable Instant until, int strikes) {}
