/** Where breakers, their evidence and their transitions are kept: in the database, and for each server in memory. */
@NullMarked
package headroom.breaker.control;

import org.jspecify.annotations.NullMarked;
