/** Payara Micro inside this process, and what is asked of it over HTTP. */
@NullMarked
package headroom.launcher.server;

import org.jspecify.annotations.NullMarked;
