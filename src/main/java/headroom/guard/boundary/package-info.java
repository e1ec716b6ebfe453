/** Shows at the start that what the guards rely on beside themselves works. */
@NullMarked
package headroom.guard.boundary;

import org.jspecify.annotations.NullMarked;
