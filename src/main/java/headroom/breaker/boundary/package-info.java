/** Breakers over HTTP, their use cases and their timer. */
@NullMarked
package headroom.breaker.boundary;

import org.jspecify.annotations.NullMarked;
