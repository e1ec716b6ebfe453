/** What the other components record, and what auditors ask. */
@NullMarked
package headroom.audit.boundary;

import org.jspecify.annotations.NullMarked;
