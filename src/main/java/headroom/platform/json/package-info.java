/** JSON in, strictly, and out. */
@NullMarked
package headroom.platform.json;

import org.jspecify.annotations.NullMarked;
