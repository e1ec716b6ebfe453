/** The embedded message broker. */
@NullMarked
package headroom.launcher.broker;

import org.jspecify.annotations.NullMarked;
