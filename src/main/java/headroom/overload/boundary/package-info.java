/** The shedder before all requests, and what is told of load, limiters and pressure. */
@NullMarked
package headroom.overload.boundary;

import org.jspecify.annotations.NullMarked;
