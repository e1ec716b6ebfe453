/** What JSON costs, by JMH: the service's own way beside others. */
package headroom.bench.json;
