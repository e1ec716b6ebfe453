/** The judgement on circuit breakers: configuration, evidence and the state machine. Values in, decision out. */
@NullMarked
package headroom.breaker.rule;

import org.jspecify.annotations.NullMarked;
