/** What is stored of backfills and of the events they have seen. */
@NullMarked
package headroom.backfill.control;

import org.jspecify.annotations.NullMarked;
