package headroom.overload.control;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of places that tenants are strewn over, the same for all classes of requests. Two that fall together sit side by side; only
 * where all around is taken are they taken for one. Who has sent nothing for a while leaves his place to the next one. Used by many
 * threads without a lock.
 */
final class TenantPlaces {
    static final int PLACES = 2_048;

    /** Places that are tried. */
    static final int TRIES = 8;

    /** After so many judgements, each a tenth of a second or more, nothing is known any more of who sent nothing. */
    static final int IDLE_TURNS = 100;

    private final AtomicReferenceArray<@Nullable String> tenants = new AtomicReferenceArray<>(PLACES);
    private final AtomicIntegerArray seenAt = new AtomicIntegerArray(PLACES);
    private final AtomicInteger turn = new AtomicInteger();

    /** The place of a tenant that sends something. */
    int of(String tenant) {
        int hash = tenant.hashCode() * 0x9E3779B9;
        int first = (hash ^ hash >>> 16) & PLACES - 1;
        int now = turn.get();
        int free = -1;
        for (int i = 0; i < TRIES; i++) {
            int place = (first + i) & (PLACES - 1);
            String there = tenants.get(place);
            if (tenant.equals(there)) {
                return seen(place, now);
            }
            if (free < 0 && (there == null || now - seenAt.get(place) > IDLE_TURNS)) {
                free = place;
            }
        }
        return free >= 0 && takes(free, tenant, now) ? free : first;
    }

    /** Of several that want it at once the first has it. */
    private boolean takes(int place, String tenant, int now) {
        String there = tenants.get(place);
        boolean isFree = there == null || now - seenAt.get(place) > IDLE_TURNS;
        if (isFree && tenants.compareAndSet(place, there, tenant)) {
            seen(place, now);
            return true;
        }
        return tenant.equals(tenants.get(place));
    }

    private int seen(int place, int now) {
        if (seenAt.get(place) != now) {
            seenAt.set(place, now);
        }
        return place;
    }

    /** It is judged anew. */
    void turn() {
        turn.incrementAndGet();
    }

    /** Who has a place; null for nobody. */
    @Nullable String at(int place) {
        return tenants.get(place);
    }
}
