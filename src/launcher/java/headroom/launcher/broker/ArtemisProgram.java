package headroom.launcher.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Starts Apache Artemis: messages are on the disk before they are acknowledged, what cannot be delivered goes to a queue of its
 * own, and a message that was sent twice under one id is taken once. Made by name in a class loader of its own; takes and gives
 * types of the JDK only.
 */
public final class ArtemisProgram implements Function<Map<String, String>, Closeable> {
    private static final String DEAD_LETTERS = "headroom.dead-letters";
    private static final String ROLE = "all";

    /** Ids remembered for each address: more than are ever sent again after a crash. */
    private static final int REMEMBERED_IDS = 20_000;

    private static final int MAX_DELIVERIES = 5;
    private static final long REDELIVERY_DELAY_MS = 1_000;
    private static final long PAGING_FROM_BYTES = 16L << 20;
    private static final long MAX_MEMORY_BYTES = 64L << 20;

    /** Called by name. */
    public ArtemisProgram() {}

    @Override
    public Closeable apply(Map<String, String> options) {
        EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
        AtomicReference<Exception> failure = new AtomicReference<>();
        try {
            artemis.setConfiguration(configuration(options)).setSecurityManager(security(options));
            artemis.createActiveMQServer();
            artemis.getActiveMQServer().registerActivationFailureListener(failure::set);
            artemis.getActiveMQServer().start();
            if (failure.get() != null) {
                // A port that is taken is only logged: it would run on, and nobody could reach it.
                artemis.stop();
                throw failure.get();
            }
        } catch (Exception e) {
            // The library declares no narrower one.
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
        return () -> stop(artemis);
    }

    private static Configuration configuration(Map<String, String> options) throws IOException {
        Path data = Path.of(option(options, "data"));
        Configuration configuration = new ConfigurationImpl()
                .setName("headroom")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setNodeManagerLockDirectory(data.resolve("lock").toString())
                .setJournalFileSize(1 << 20)
                .setJournalMinFiles(2)
                .setIDCacheSize(REMEMBERED_IDS)
                .setPersistIDCache(true)
                .setGlobalMaxSize(MAX_MEMORY_BYTES)
                .setMaxDiskUsage(-1)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false);
        try {
            configuration.addAcceptorConfiguration("core", option(options, "url") + "?protocols=CORE");
        } catch (Exception e) {
            // The library declares no narrower one.
            throw new IOException(e);
        }
        addAddresses(configuration);
        return configuration;
    }

    private static void addAddresses(Configuration configuration) {
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                        .setMaxDeliveryAttempts(MAX_DELIVERIES)
                        .setRedeliveryDelay(REDELIVERY_DELAY_MS)
                        .setMaxSizeBytes(PAGING_FROM_BYTES)
                        .setAutoDeleteAddresses(false)
                        .setAutoDeleteQueues(false));
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(DEAD_LETTERS)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(DEAD_LETTERS).setRoutingType(RoutingType.ANYCAST)));
        configuration.putSecurityRoles(
                "#", Set.of(new Role(ROLE, true, true, true, true, true, true, false, true, true, true, false, false)));
    }

    private static ActiveMQJAASSecurityManager security(Map<String, String> options) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(option(options, "user"), option(options, "password"));
        users.addRole(option(options, "user"), ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    private static void stop(EmbeddedActiveMQ artemis) throws IOException {
        try {
            artemis.stop();
        } catch (Exception e) {
            // The library declares no narrower one.
            throw new IOException(e);
        }
    }

    private static String option(Map<String, String> options, String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
