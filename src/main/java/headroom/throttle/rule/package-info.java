/** The judgement on permits for jobs: throttles and what is asked of them in, verdict out. */
@NullMarked
package headroom.throttle.rule;

import org.jspecify.annotations.NullMarked;
