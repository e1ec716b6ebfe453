/** What components tell of how loaded they are, for whoever asks: readings without business words. */
@NullMarked
package headroom.platform.load;

import org.jspecify.annotations.NullMarked;
