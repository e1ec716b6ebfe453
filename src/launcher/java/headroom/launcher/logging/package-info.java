/** The server's log as JSON lines. */
@NullMarked
package headroom.launcher.logging;

import org.jspecify.annotations.NullMarked;
