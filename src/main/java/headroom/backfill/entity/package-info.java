/** The rows of backfills. */
@NullMarked
package headroom.backfill.entity;

import org.jspecify.annotations.NullMarked;
