/** Windows of event time, which events are duplicates, and a backfill's life. */
@NullMarked
package headroom.backfill.rule;

import org.jspecify.annotations.NullMarked;
