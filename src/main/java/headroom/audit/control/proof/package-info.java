/** What it takes to verify a trail: on a server, and on a machine that has neither server nor database. */
@NullMarked
package headroom.audit.control.proof;

import org.jspecify.annotations.NullMarked;
