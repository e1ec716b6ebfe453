/** What stands between this server and the services that it calls itself. */
@NullMarked
package headroom.guard.control;

import org.jspecify.annotations.NullMarked;
