/** The use cases on quotas and allocations: resources that speak HTTP, stateless EJBs that carry the transaction. */
@NullMarked
package headroom.quota.boundary;

import org.jspecify.annotations.NullMarked;
