/** Keys of issuers, signatures of tokens, and what is remembered of both. */
@NullMarked
package headroom.authority.control;

import org.jspecify.annotations.NullMarked;
