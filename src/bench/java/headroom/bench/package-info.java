/** Measures the service against its aims, in one command. */
package headroom.bench;
