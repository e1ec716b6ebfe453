package headroom.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs the product: the launcher, or with {@code -Dheadroom.server=wildfly} and {@code payara-server} one of the other servers that it is
 * made for, set up by the scripts in {@code server-config}.
 */
interface ServerProgram {
    /** The one that was chosen. */
    static ServerProgram chosen() {
        String name = System.getProperty("headroom.server", "launcher");
        return switch (name) {
            case "launcher" -> new LauncherProgram();
            case "wildfly" -> new WildFlyProgram(home());
            case "payara-server" -> new PayaraServerProgram(home());
            default -> throw new IllegalArgumentException("headroom.server: " + name);
        };
    }

    private static Path home() {
        return Path.of(System.getProperty("headroom.server.home")).toAbsolutePath();
    }

    /** Where the WAR is. */
    static Path war() {
        return Path.of(System.getProperty("headroom.war")).toAbsolutePath();
    }

    /**
     * The command of a process that serves until it is ended; prepares the directory where it is new.
     *
     * @param environment of the process, to be added to
     */
    List<String> command(Path directory, int port, Map<String, String> environment) throws IOException;

    /** The log, within the server's directory. */
    String log();
}
