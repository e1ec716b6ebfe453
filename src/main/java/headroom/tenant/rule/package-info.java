/** What a tenant may settle for itself. */
@NullMarked
package headroom.tenant.rule;

import org.jspecify.annotations.NullMarked;
