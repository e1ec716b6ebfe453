/** The rows of tenants. */
@NullMarked
package headroom.tenant.entity;

import org.jspecify.annotations.NullMarked;
