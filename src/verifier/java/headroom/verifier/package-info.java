/** Verifies an exported audit trail on a machine that has neither server nor database. */
@NullMarked
package headroom.verifier;

import org.jspecify.annotations.NullMarked;
