/** What the connections of a load ask the service. */
package headroom.bench.talk;
