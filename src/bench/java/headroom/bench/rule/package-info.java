/** The pure rules under JMH. */
package headroom.bench.rule;
