/** What a run starts and ends, and what it reads of processes. */
package headroom.bench.system;
