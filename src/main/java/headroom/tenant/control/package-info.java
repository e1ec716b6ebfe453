/** The store of tenants. */
@NullMarked
package headroom.tenant.control;

import org.jspecify.annotations.NullMarked;
