/** Throttles and permits as they are stored. */
@NullMarked
package headroom.throttle.entity;

import org.jspecify.annotations.NullMarked;
