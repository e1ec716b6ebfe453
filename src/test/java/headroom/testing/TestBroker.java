package headroom.testing;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker that can be started late, stopped, and started again on what it has kept. */
public final class TestBroker implements AutoCloseable {
    private static final String LISTENER = "a-test";

    private final Path directory;
    private final int port;
    private final List<String> topics;
    private EmbeddedActiveMQ broker;

    /** A broker, not started yet, that keeps what is sent to these topics for the test. */
    public TestBroker(Path directory, String... topics) {
        this(directory, Ports.free(), topics);
    }

    TestBroker(Path directory, int port, String... topics) {
        this.directory = directory;
        this.port = port;
        this.topics = List.of(topics);
    }

    public void start() {
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setMaxDiskUsage(-1)
                    .setJournalDirectory(directory.resolve("journal").toString())
                    .setBindingsDirectory(directory.resolve("bindings").toString())
                    .setLargeMessagesDirectory(directory.resolve("large").toString())
                    .setPagingDirectory(directory.resolve("paging").toString())
                    .addAcceptorConfiguration("core", url() + "?protocols=CORE");
            for (String topic : topics) {
                configuration.addAddressConfiguration(new CoreAddressConfiguration()
                        .setName(topic)
                        .addRoutingType(RoutingType.MULTICAST)
                        .addQueueConfig(QueueConfiguration.of(queue(topic))
                                .setAddress(topic)
                                .setRoutingType(RoutingType.MULTICAST)));
            }
            broker = new EmbeddedActiveMQ().setConfiguration(configuration);
            broker.start();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** What a server must be told to use it. */
    public Map<String, String> environment() {
        return Map.of("HEADROOM_BROKER_URL", url());
    }

    /** Takes messages of a topic until this many have come, or none comes for so long. */
    public List<TextMessage> take(String topic, int count, Duration patience) {
        List<TextMessage> taken = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(topic + "::" + queue(topic)))) {
            connection.start();
            while (taken.size() < count && consumer.receive(patience.toMillis()) instanceof TextMessage message) {
                taken.add(message);
            }
            return taken;
        } catch (JMSException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sends text to a topic, as anybody could. */
    public void send(String topic, String body) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createTopic(topic)).send(session.createTextMessage(body));
        } catch (JMSException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        try {
            if (broker != null) {
                broker.stop();
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String queue(String topic) {
        return topic + "." + LISTENER;
    }
}
