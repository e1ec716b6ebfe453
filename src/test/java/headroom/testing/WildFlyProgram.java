package headroom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** WildFly, each with a base directory of its own below the server's, all of one installation. */
final class WildFlyProgram implements ServerProgram {
    private static final String CONFIGURATION = "standalone-full.xml";
    private static final List<String> CONFIGURATION_FILES = List.of(
            CONFIGURATION,
            "application-users.properties",
            "application-roles.properties",
            "mgmt-users.properties",
            "mgmt-groups.properties");
    private static final int USUAL_PORT = 8080;

    private final Path home;

    WildFlyProgram(Path home) {
        this.home = home;
    }

    @Override
    public List<String> command(Path directory, int port, Map<String, String> environment) throws IOException {
        Path base = directory.toAbsolutePath().resolve("standalone");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Its script hands signals on to the server only when it waits for it in the background.
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
        if (Files.notExists(base)) {
            configure();
            Path configuration = Files.createDirectories(base.resolve("configuration"));
            for (String file : CONFIGURATION_FILES) {
                Files.copy(home.resolve("standalone/configuration").resolve(file), configuration.resolve(file));
            }
            Path deployments = Files.createDirectories(base.resolve("deployments"));
            Files.copy(ServerProgram.war(), deployments.resolve("headroom.war"));
        }
        return List.of(
                home.resolve("bin/standalone.sh").toString(),
                "-c",
                CONFIGURATION,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.node.name=headroom-" + port,
                "-Djboss.tx.node.id=headroom-" + port,
                "-Djboss.socket.binding.port-offset=" + (port - USUAL_PORT));
    }

    /** Once for an installation. */
    private void configure() throws IOException {
        Path done = home.resolve("headroom-configured");
        if (Files.notExists(done)) {
            Commands.run(
                    home.resolve("headroom-configuring.log"),
                    Map.of("JAVA_HOME", System.getProperty("java.home")),
                    List.of(
                            home.resolve("bin/jboss-cli.sh").toString(),
                            "--file="
                                    + Path.of("server-config/wildfly/server.cli")
                                            .toAbsolutePath()));
            Files.createFile(done);
        }
    }

    @Override
    public String log() {
        return "standalone/log/server.log";
    }
}
