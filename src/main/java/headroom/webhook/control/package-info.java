/** Where webhooks and their deliveries are kept, and how one is made. */
@NullMarked
package headroom.webhook.control;

import org.jspecify.annotations.NullMarked;
