package headroom.platform.keys;

import com.nimbusds.jose.jwk.ECKey;
import headroom.platform.DatabaseFailures;
import headroom.platform.Log;
import headroom.platform.Retries;
import headroom.platform.Stopwatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys that this service signs with, ES256 on P-256, one signing at a time for each purpose on all servers. Read from
 * the database at most every {@value #FRESH_SECONDS} s; while it does not answer, what was read last is used. Thread-safe:
 * one thread reads, the others go on with what there is.
 */
@ApplicationScoped
public class SigningKeys {
    static final int FRESH_SECONDS = 5;

    /** An unknown key makes us look again, but not more often. */
    private static final int LOOK_AGAIN_SECONDS = 1;

    private static final Log LOG = Log.of(SigningKeys.class);

    private final Map<KeyPurpose, Shelf> shelves = new EnumMap<>(KeyPurpose.class);

    @Inject
    private KeyRing ring;

    public SigningKeys() {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            shelves.put(purpose, new Shelf(purpose));
        }
    }

    /** The key that signs now, with its private part. Made where there is none yet. */
    public ECKey current(KeyPurpose purpose) {
        return shelf(purpose).keys(FRESH_SECONDS).current();
    }

    /** The public keys that verify what was or will soon be signed, the newest first. */
    public List<ECKey> published(KeyPurpose purpose) {
        return shelf(purpose).keys(FRESH_SECONDS).published();
    }

    /** A published key. One that is not known is looked for in the database once a second at most. */
    public Optional<ECKey> find(KeyPurpose purpose, String kid) {
        Shelf shelf = shelf(purpose);
        return shelf.keys(FRESH_SECONDS)
                .find(kid)
                .or(() -> shelf.keys(LOOK_AGAIN_SECONDS).find(kid));
    }

    private Shelf shelf(KeyPurpose purpose) {
        Shelf shelf = shelves.get(purpose);
        if (shelf == null) {
            throw new IllegalArgumentException("no keys of " + purpose);
        }
        return shelf;
    }

    private record Read(Keys keys, Stopwatch age) {}

    private final class Shelf {
        private final KeyPurpose purpose;
        private final ReentrantLock reading = new ReentrantLock();
        private volatile @Nullable Read last;

        Shelf(KeyPurpose purpose) {
            this.purpose = purpose;
        }

        Keys keys(int freshSeconds) {
            Read known = last;
            if (known == null) {
                return first();
            }
            if (known.age().seconds() < freshSeconds || !reading.tryLock()) {
                return known.keys();
            }
            try {
                return again(known);
            } finally {
                reading.unlock();
            }
        }

        private Keys first() {
            reading.lock();
            try {
                Read known = last;
                return known == null ? read() : known.keys();
            } finally {
                reading.unlock();
            }
        }

        private Keys again(Read known) {
            Optional<RuntimeException> failure = Retries.attempt(this::read);
            failure.ifPresent(failed -> {
                if (!DatabaseFailures.isPassing(failed) && !DatabaseFailures.isLostRace(failed)) {
                    throw failed;
                }
                LOG.error("the signing keys cannot be read; those known are used", Map.of(), failed);
                last = new Read(known.keys(), Stopwatch.start());
            });
            Read now = last;
            return now == null ? known.keys() : now.keys();
        }

        private Keys read() {
            Keys keys = ring.read(purpose);
            last = new Read(keys, Stopwatch.start());
            return keys;
        }
    }
}
