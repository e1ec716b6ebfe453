/** What the whole house speaks: ids, exact amounts, time, and the vocabulary of refusals. Plain Java. */
@NullMarked
package headroom.kernel;

import org.jspecify.annotations.NullMarked;
