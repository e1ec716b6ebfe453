/** The chain of entries as it is stored. */
@NullMarked
package headroom.audit.control;

import org.jspecify.annotations.NullMarked;
