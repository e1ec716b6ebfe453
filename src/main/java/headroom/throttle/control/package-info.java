/** Throttles and permits as they are kept: the stores, the token buckets, and the lanes in which permits are decided together. */
@NullMarked
package headroom.throttle.control;

import org.jspecify.annotations.NullMarked;
