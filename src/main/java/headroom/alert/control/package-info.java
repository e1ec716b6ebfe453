/** Alerts on their way out, the list of them, and what could not be made sense of. */
@NullMarked
package headroom.alert.control;

import org.jspecify.annotations.NullMarked;
