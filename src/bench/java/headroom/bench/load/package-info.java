/** A load generator: one thread, one selector, closed or open loop. */
package headroom.bench.load;
