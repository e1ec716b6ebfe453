/** Governance between tenants: pools over HTTP, their use cases and their timer. */
@NullMarked
package headroom.governance.boundary;

import org.jspecify.annotations.NullMarked;
