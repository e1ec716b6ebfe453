/** Webhooks and their deliveries, as they are kept. */
@NullMarked
package headroom.webhook.entity;

import org.jspecify.annotations.NullMarked;
