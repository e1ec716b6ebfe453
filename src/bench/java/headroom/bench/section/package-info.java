/** The parts of the benchmark. */
package headroom.bench.section;
