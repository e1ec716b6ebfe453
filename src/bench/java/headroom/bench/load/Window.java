package headroom.bench.load;

import java.time.Duration;

/**
 * How long a load goes on.
 *
 * @param leadIn at first, not counted
 * @param counted then
 */
public record Window(Duration leadIn, Duration counted) {}
