package headroom.bench.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A PostgreSQL for this run, set up as the launcher sets up the product's own: durable, with two roles. */
public final class Database implements Closeable {
    public static final String NAME = "headroom";
    private static final String OWNER = "headroom_owner";
    private static final String APPLICATION = "headroom_app";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final String password;
    private final ProcessHandle postmaster;

    private Database(EmbeddedPostgres postgres, String password, ProcessHandle postmaster) {
        this.postgres = postgres;
        this.password = password;
        this.postmaster = postmaster;
    }

    /** A new one below {@code directory}, with its log among {@code logs}. */
    public static Database start(Path directory, Path logs) {
        try {
            Files.createDirectories(directory);
            Path cluster = directory.resolve("pg");
            EmbeddedPostgres postgres =
                    configured(cluster, directory, logs.resolve("postgres.log")).start();
            long pid = Long.parseLong(
                    Files.readAllLines(cluster.resolve("postmaster.pid")).get(0));
            Database database = new Database(
                    postgres,
                    UUID.randomUUID().toString(),
                    ProcessHandle.of(pid).orElseThrow());
            database.furnish();
            return database;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static EmbeddedPostgres.Builder configured(Path cluster, Path directory, Path log) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setOverrideWorkingDirectory(directory.resolve("bin").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setPort(Ports.free())
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("shared_buffers", "128MB")
                // The service's pool, 64 clients of pgbench, and some.
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("log_checkpoints", "off");
    }

    private void furnish() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + OWNER + " login password '" + password + "'");
            statement.execute("create role " + APPLICATION + " login password '" + password + "'");
            statement.execute("create database " + NAME + " owner " + OWNER);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The environment of a server that works on it. */
    Map<String, String> serverEnvironment() {
        return Map.of(
                "HEADROOM_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + port() + "/" + NAME,
                "HEADROOM_DB_USER",
                APPLICATION,
                "HEADROOM_DB_PASSWORD",
                password,
                "HEADROOM_DB_MIGRATION_USER",
                OWNER,
                "HEADROOM_DB_MIGRATION_PASSWORD",
                password);
    }

    /** The environment of PostgreSQL's own programs, as the owner of the schema. */
    public Map<String, String> clientEnvironment() {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(port()),
                "PGUSER",
                OWNER,
                "PGPASSWORD",
                password,
                "PGDATABASE",
                NAME);
    }

    public int port() {
        return postgres.getPort();
    }

    public ProcessHandle process() {
        return postmaster;
    }

    /** A connection as the superuser. */
    public Connection connect() throws SQLException {
        return postgres.getDatabase("postgres", NAME).getConnection();
    }

    /** Runs statements as the superuser, in one session, each its own transaction. */
    public void execute(List<String> statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** One value, as text. */
    public String value(String sql) {
        return values(sql).get(0);
    }

    /** The first column of every row, as text. */
    public List<String> values(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
