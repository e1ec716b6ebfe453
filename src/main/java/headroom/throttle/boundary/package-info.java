/** Throttles and permits over HTTP, the use cases, and what time does to permits. */
@NullMarked
package headroom.throttle.boundary;

import org.jspecify.annotations.NullMarked;
