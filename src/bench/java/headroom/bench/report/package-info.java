/** What a run tells. */
package headroom.bench.report;
