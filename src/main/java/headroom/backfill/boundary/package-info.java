/** Backfills over HTTP, and their use cases. */
@NullMarked
package headroom.backfill.boundary;

import org.jspecify.annotations.NullMarked;
