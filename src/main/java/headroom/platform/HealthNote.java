package headroom.platform;

/** Something that an operator should know of a server that works without it. Told in its health, and changes nothing else. */
public interface HealthNote {
    /** How it stands. */
    enum Standing {
        UP,
        /** It is not known yet. */
        UNKNOWN,
        /** It does not work; the service does without. */
        DEGRADED
    }

    /** Names it among all. */
    String name();

    Standing standing();
}
