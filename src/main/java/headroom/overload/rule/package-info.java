/** How much may be under way, when to ask for less, and whom to turn away: values in, decision out. */
@NullMarked
package headroom.overload.rule;

import org.jspecify.annotations.NullMarked;
