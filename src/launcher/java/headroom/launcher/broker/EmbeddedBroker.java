package headroom.launcher.broker;

import headroom.launcher.BrokerAccess;
import headroom.launcher.CannotStart;
import headroom.launcher.Console;
import headroom.launcher.DataDirectory;
import headroom.launcher.IsolatedProgram;
import headroom.launcher.LoopbackPort;
import headroom.launcher.PrivateFile;
import headroom.launcher.Setting;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * Apache Artemis inside this process, durable below the data directory, on a loopback port and with a random password: both in
 * {@value #FILE}, readable by its owner alone, for whoever wants to listen.
 */
public final class EmbeddedBroker implements Closeable {
    private static final String FILE = "broker.properties";
    private static final String USER = "headroom";
    private static final int PASSWORD_BYTES = 16;

    /** A port that was free may be taken by the time it is wanted. */
    private static final int TRIES = 3;

    private final Closeable artemis;
    private final BrokerAccess access;

    private EmbeddedBroker(Closeable artemis, BrokerAccess access) {
        this.artemis = artemis;
        this.access = access;
    }

    /** Starts it. */
    public static EmbeddedBroker start(DataDirectory data, int port, Console console) throws CannotStart {
        console.step("broker", "starting");
        try {
            String password = password(data.resolve(FILE));
            return started(data, port, password, port == 0 ? TRIES : 1, console);
        } catch (IOException | IllegalStateException e) {
            throw new CannotStart("The message broker did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedBroker started(DataDirectory data, int port, String password, int tries, Console console)
            throws CannotStart, IOException {
        int chosen = LoopbackPort.free(port, "broker", Setting.BROKER_PORT);
        String url = "tcp://127.0.0.1:" + chosen;
        Map<String, String> options = Map.of(
                "url",
                url,
                "user",
                USER,
                "password",
                password,
                "data",
                data.resolve("artemis").toString());
        try {
            Closeable artemis = IsolatedProgram.start("broker", "headroom.launcher.broker.ArtemisProgram", options);
            keep(data.resolve(FILE), url, password);
            console.step("broker", "started on port " + chosen);
            return new EmbeddedBroker(artemis, new BrokerAccess(url, USER, password));
        } catch (IllegalStateException e) {
            if (tries == 1) {
                throw e;
            }
            return started(data, port, password, tries - 1, console);
        }
    }

    /** How the service reaches it. */
    public BrokerAccess access() {
        return access;
    }

    @Override
    public void close() throws IOException {
        artemis.close();
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            Properties kept = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
            String password = kept.getProperty("password");
            if (password != null) {
                return password;
            }
        }
        byte[] bits = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    private static void keep(Path file, String url, String password) throws IOException {
        Properties kept = new Properties();
        kept.setProperty("url", url);
        kept.setProperty("user", USER);
        kept.setProperty("password", password);
        StringWriter text = new StringWriter();
        kept.store(text, "The embedded message broker");
        PrivateFile.replace(file, text.toString());
    }
}
