package headroom.platform.keys;

import headroom.kernel.Constants;
import java.time.Duration;
import java.util.Optional;

/** What a key signs. A key never signs anything else. */
public enum KeyPurpose {
    /** Access tokens, which end: a key is published until the last of them has. */
    TOKEN(Optional.of(Duration.ofHours(2))),
    /** Heads of the audit trail, which are verified years later: a key is published for ever. */
    AUDIT(Optional.empty());

    private final Optional<Duration> lifetime;

    KeyPurpose(Optional<Duration> lifetime) {
        this.lifetime = lifetime;
    }

    /** How long at most what it signed is valid, with a margin for clocks that differ; empty: for ever. */
    Optional<Duration> lifetime() {
        return lifetime;
    }

    /** As it stands in the database. */
    String column() {
        return Constants.written(this);
    }
}
