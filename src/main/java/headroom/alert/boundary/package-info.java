/** Alerts: raised by what the other components tell, heard from the broker, and worked with by people. */
@NullMarked
package headroom.alert.boundary;

import org.jspecify.annotations.NullMarked;
