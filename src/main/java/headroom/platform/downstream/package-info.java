/** Calls to services that others run: what a caller says, and how such a call ends. */
@NullMarked
package headroom.platform.downstream;

import org.jspecify.annotations.NullMarked;
