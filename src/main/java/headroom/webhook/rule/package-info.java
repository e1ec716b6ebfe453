/** Where a webhook may lead, what it hears, and when it is tried again. */
@NullMarked
package headroom.webhook.rule;

import org.jspecify.annotations.NullMarked;
