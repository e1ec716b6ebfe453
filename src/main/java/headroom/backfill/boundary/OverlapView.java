package headroom.backfill.boundary;

import java.time.Instant;
import java.util.UUID;

/** A range that a live backfill covers, as a problem shows it. */
record OverlapView(UUID backfillId, Instant from, Instant to) {}
