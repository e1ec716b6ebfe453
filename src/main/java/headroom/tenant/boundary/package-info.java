/** Who a request belongs to. */
@NullMarked
package headroom.tenant.boundary;

import org.jspecify.annotations.NullMarked;
