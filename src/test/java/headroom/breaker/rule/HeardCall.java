package headroom.breaker.rule;

import java.time.Instant;

/** One call that has ended, as the naive twin keeps it: heard of by its server, and by the breaker once it is delivered. */
final class HeardCall {
    final String server;
    final long second;
    final long era;
    final String caller;
    final boolean failed;
    final boolean slow;
    boolean delivered;

    HeardCall(String server, Instant time, long era, String caller, boolean failed, boolean slow) {
        this.server = server;
        this.second = time.getEpochSecond();
        this.era = era;
        this.caller = caller;
        this.failed = failed;
        this.slow = slow;
    }
}
