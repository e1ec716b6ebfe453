package headroom.concurrency.linearizable;

import java.util.Locale;
import java.util.Optional;

/**
 * One call of a history, with the span of time in which it must have taken effect, if ever.
 *
 * @param number counts the operations of a history from 0
 * @param client who called: one after the other
 * @param server what was called, for the reader
 * @param invokedAt nanoseconds by the clock of the history
 * @param returnedAt when the answer was there; means nothing without one
 * @param answer none where the call is open for ever: it may take effect at any later time, or never
 */
record Operation(
        int number, int client, String server, Call call, long invokedAt, long returnedAt, Optional<Answer> answer) {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%4d  client %d at %-6s [%9.3f, %s]  %s -> %s",
                number,
                client,
                server,
                invokedAt / NANOS_PER_MILLI,
                answer.isEmpty() ? "     ever" : String.format(Locale.ROOT, "%9.3f", returnedAt / NANOS_PER_MILLI),
                call,
                answer.map(Object::toString).orElse("no answer"));
    }
}
