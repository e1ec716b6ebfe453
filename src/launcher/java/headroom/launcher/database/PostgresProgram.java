package headroom.launcher.database;

import headroom.launcher.PrivateFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Starts PostgreSQL by zonky's library, whose defaults are for tests: no password, no fsync, its own shutdown hook.
 * None of them is left. Made by name in a class loader of its own; takes and gives types of the JDK only.
 */
public final class PostgresProgram implements Function<Map<String, String>, Closeable> {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final long LOG_ROTATE_BYTES = 10_000_000;

    /** Called by name. */
    public PostgresProgram() {}

    @Override
    public Closeable apply(Map<String, String> options) {
        try {
            PrivateFile.write(Path.of(option(options, "passwordFile")), option(options, "superuserPassword"));
            EmbeddedPostgres postgres = builder(options).start();
            if (option(options, "furnish").equals("true")) {
                furnish(postgres, options);
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("its roles could not be created: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Map<String, String> options) throws IOException {
        Redirect log = Redirect.appendTo(log(Path.of(option(options, "log"))).toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(Path.of(option(options, "data")))
                .setOverrideWorkingDirectory(
                        Path.of(option(options, "binaries")).toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_WITHIN)
                .setPort(Integer.parseInt(option(options, "port")))
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", option(options, "passwordFile"))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setConnectConfig("password", option(options, "superuserPassword"))
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("log_timezone", "UTC")
                .setServerConfig("log_checkpoints", "off");
    }

    private static Path log(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > LOG_ROTATE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static void furnish(EmbeddedPostgres postgres, Map<String, String> options) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(role(Credentials.OWNER, option(options, "ownerPassword")));
            sql.execute(role(Credentials.APP, option(options, "appPassword")));
            sql.execute("create database headroom owner headroom_owner");
            sql.execute("revoke all on database headroom from public");
            sql.execute("grant connect on database headroom to headroom_app");
        }
        try (Connection connection =
                        postgres.getDatabase("postgres", "headroom").getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("revoke create on schema public from public");
        }
    }

    /** Role and password are the launcher's own: letters, digits and underscores. */
    private static String role(String name, String password) {
        return "create role " + name + " login password '" + password + "'";
    }

    private static String option(Map<String, String> options, String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
