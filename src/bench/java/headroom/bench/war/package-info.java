/** What a run adds to the service's WAR, in a copy of it. */
package headroom.bench.war;
