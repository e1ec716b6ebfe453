/** What this service signs with: keys in the database, encrypted under one that only the operator has. */
@NullMarked
package headroom.platform.keys;

import org.jspecify.annotations.NullMarked;
