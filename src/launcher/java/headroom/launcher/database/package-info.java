/** The embedded PostgreSQL: found, started, furnished with two roles, stopped. */
@NullMarked
package headroom.launcher.database;

import org.jspecify.annotations.NullMarked;
