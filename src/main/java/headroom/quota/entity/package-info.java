/** The rows of quotas and allocations, each guarding its own invariants. */
@NullMarked
package headroom.quota.entity;

import org.jspecify.annotations.NullMarked;
