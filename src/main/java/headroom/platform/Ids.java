package headroom.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** New ids: UUID version 7 (RFC 9562), so that keys grow with time and indexes stay dense. Thread-safe. */
public final class Ids {
    private Ids() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
