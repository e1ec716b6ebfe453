/** What every request and every answer has in common. */
@NullMarked
package headroom.platform.http;

import org.jspecify.annotations.NullMarked;
