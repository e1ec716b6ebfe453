/** The stores of quotas and allocations, and the ledger that one transaction works on. */
@NullMarked
package headroom.quota.control;

import org.jspecify.annotations.NullMarked;
