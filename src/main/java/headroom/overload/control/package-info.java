/** Limiters, what presses back, and the shedder with what it measures. */
@NullMarked
package headroom.overload.control;

import org.jspecify.annotations.NullMarked;
