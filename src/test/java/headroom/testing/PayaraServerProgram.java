package headroom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Payara Server, each with a domain of its own below the server's directory, all of one installation. */
final class PayaraServerProgram implements ServerProgram {
    private static final String DOMAIN = "headroom";

    /** A domain's ports begin at a base; these are how far from it. */
    private static final int HTTP = 80;

    private static final int ADMIN = 48;

    private final Path home;

    PayaraServerProgram(Path home) {
        this.home = home;
    }

    @Override
    public List<String> command(Path directory, int port, Map<String, String> environment) throws IOException {
        environment.put("AS_JAVA", System.getProperty("java.home"));
        String domains = directory.toAbsolutePath().resolve("domains").toString();
        int base = port - HTTP;
        if (Files.notExists(Path.of(domains))) {
            String admin = String.valueOf(base + ADMIN);
            Path said = directory.toAbsolutePath().resolve("asadmin.log");
            Map<String, String> inherited = new HashMap<>(environment);
            asadmin(
                    said,
                    inherited,
                    "create-domain",
                    "--nopassword",
                    "--domaindir",
                    domains,
                    "--portbase",
                    String.valueOf(base),
                    DOMAIN);
            asadmin(said, inherited, "start-domain", "--domaindir", domains, DOMAIN);
            asadmin(said, inherited, "--port", admin, "multimode", "--file", script().toString());
            asadmin(said, inherited, "restart-domain", "--domaindir", domains, DOMAIN);
            asadmin(
                    said,
                    inherited,
                    "--port",
                    admin,
                    "deploy",
                    ServerProgram.war().toString());
            asadmin(said, inherited, "stop-domain", "--domaindir", domains, DOMAIN);
        }
        return List.of(asadmin(), "start-domain", "--verbose", "--domaindir", domains, DOMAIN);
    }

    private static Path script() {
        return Path.of("server-config/payara-server/server.asadmin").toAbsolutePath();
    }

    private void asadmin(Path said, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(asadmin()));
        command.addAll(List.of(arguments));
        Commands.run(said, environment, command);
    }

    private String asadmin() {
        return home.resolve("bin/asadmin").toString();
    }

    @Override
    public String log() {
        return "domains/" + DOMAIN + "/logs/server.log";
    }
}
