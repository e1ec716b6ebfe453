/** What is kept of breakers, and the news of them. */
@NullMarked
package headroom.breaker.entity;

import org.jspecify.annotations.NullMarked;
