/** Messages: kept with what they tell of, and sent to a broker afterwards. */
@NullMarked
package headroom.platform.messaging;

import org.jspecify.annotations.NullMarked;
