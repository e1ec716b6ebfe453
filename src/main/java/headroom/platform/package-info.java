/** Container plumbing without business words. */
@NullMarked
package headroom.platform;

import org.jspecify.annotations.NullMarked;
