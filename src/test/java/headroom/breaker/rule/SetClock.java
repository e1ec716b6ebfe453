package headroom.breaker.rule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on when a test says so. */
final class SetClock extends Clock {
    private Instant now = Calls.START;

    void pass(long ms) {
        now = now.plusMillis(ms);
    }

    /** Goes on to the begin of the next second. */
    void passSecond() {
        now = Instant.ofEpochSecond(now.getEpochSecond() + 1);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a breaker knows instants only");
    }
}
