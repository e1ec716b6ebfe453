/** Pools as they are stored, and how their shares are settled. */
@NullMarked
package headroom.governance.control;

import org.jspecify.annotations.NullMarked;
