/** How the capacity of a pool is divided between tenants: values in, shares out. */
@NullMarked
package headroom.governance.rule;

import org.jspecify.annotations.NullMarked;
