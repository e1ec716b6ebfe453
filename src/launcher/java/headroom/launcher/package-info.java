/** The one-command start: an embedded PostgreSQL, then the server with the WAR. Never in the WAR. */
@NullMarked
package headroom.launcher;

import org.jspecify.annotations.NullMarked;
