package headroom.backfill.rule;

import java.time.Instant;
import java.util.UUID;

/**
 * An event key that was seen.
 *
 * @param rememberedUntil forgotten once the source has come to this event time
 * @param backfill who was told to process it last
 * @param backfillState how that one stands now
 * @param run the run of that one in which it was told
 * @param settled whether that one has said since that it is processed
 */
public record SeenEvent(
        Instant rememberedUntil, UUID backfill, BackfillState backfillState, int run, boolean settled) {}
