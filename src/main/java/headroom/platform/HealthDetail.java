package headroom.platform;

/** A part of the service that can go on with less than it should have, and says so at {@code /health}. Thread-safe. */
public interface HealthDetail {
    /** Names the part. */
    String name();

    /** Whether it goes on with less now. The server lives all the same, and may be sent work. */
    boolean isDegraded();
}
