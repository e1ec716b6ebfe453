/** What is worth an alert, and how grave it is. */
@NullMarked
package headroom.alert.rule;

import org.jspecify.annotations.NullMarked;
