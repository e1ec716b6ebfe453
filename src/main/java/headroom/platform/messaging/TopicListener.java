package headroom.platform.messaging;

import java.util.List;

/**
 * Somebody within this service who hears a topic: through the broker, on a durable subscription that all servers share, or
 * straight from the outbox where no broker is configured. A message comes at least once; the order of one key is kept.
 */
public interface TopicListener {
    /** What is heard. */
    String topic();

    /** The name of the subscription at the broker. */
    String subscription();

    /**
     * Hears these messages, all or none, in a transaction of its own. Hears again what it heard before where a server dies in
     * between, and must let nothing happen twice. What it cannot make sense of it sets aside by itself.
     */
    void hear(List<Received> messages);

    /** Keeps a message that could not be heard, again and again, where people see it. */
    void setAside(Received message, String reason);

    /**
     * A message as it came.
     *
     * @param id the sender's name for it, or the broker's where it has none: the same when it comes again
     * @param body text
     */
    record Received(String id, String body) {}
}
