/** The judgement on tokens, scopes and purposes. */
@NullMarked
package headroom.authority.rule;

import org.jspecify.annotations.NullMarked;
