package planted.headroom.quota.boundary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

/** Every way to the time that is not the platform's. */
public class ReadsTheClock {
    Instant instantNow() {
        return Instant.now();
    }

    Supplier<Instant> reference() {
        return Instant::now;
    }

    LocalDate dateIn() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    long millis() {
        return System.currentTimeMillis();
    }

    long nanos() {
        return System.nanoTime();
    }

    Clock systemClock() {
        return Clock.systemUTC();
    }

    Date oldDate() {
        return new Date();
    }

    Instant allowed(Clock clock) {
        return Instant.now(clock);
    }
}
