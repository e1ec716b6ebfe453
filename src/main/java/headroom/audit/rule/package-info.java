/** How entries hang together. */
@NullMarked
package headroom.audit.rule;

import org.jspecify.annotations.NullMarked;
