/** What is in the database while it is measured. */
package headroom.bench.data;
