/** Webhooks: registering them, and telling them what happened. */
@NullMarked
package headroom.webhook.boundary;

import org.jspecify.annotations.NullMarked;
