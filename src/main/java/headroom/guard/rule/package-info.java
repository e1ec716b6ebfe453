/** How much of this server a service that it calls may take. */
@NullMarked
package headroom.guard.rule;

import org.jspecify.annotations.NullMarked;
