/** Who may call: the gate, and the authorization server behind it. */
@NullMarked
package headroom.authority.boundary;

import org.jspecify.annotations.NullMarked;
