package headroom.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A real PostgreSQL with the two roles of a production set-up; durable, and able to be killed and to come back. */
public final class TestDatabase implements AutoCloseable {
    private static final String PASSWORD = "test";

    /** Tests look at the rows of all tenants, as nobody but the service's timers do. */
    private static final String ALL_TENANTS = "?options=-c%20headroom.tenant=*";

    private final Path directory;
    private final int port;
    private EmbeddedPostgres postgres;

    private TestDatabase(Path directory) {
        this.directory = directory;
        this.port = Ports.free();
    }

    /** A new database below {@code directory}. */
    public static TestDatabase start(Path directory) {
        TestDatabase database = new TestDatabase(directory);
        database.open();
        database.asSuperuser(
                "create role headroom_owner login password '" + PASSWORD + "'",
                "create role headroom_app login password '" + PASSWORD + "'",
                "create database headroom owner headroom_owner");
        return database;
    }

    private void open() {
        try {
            Files.createDirectories(directory);
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("pg"))
                    .setOverrideWorkingDirectory(directory.resolve("bin").toFile())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // pg/log: what came on the console is lost now and then.
                    .setServerConfig("logging_collector", "on")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills every process of the database at once, as a loss of power does, and starts it again. */
    public void killAndRestart() {
        kill();
        restart();
    }

    /** Kills every process of the database at once. */
    public void kill() {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(directory.resolve("pg/postmaster.pid")).get(0));
            ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
            var children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
            children.forEach(child -> child.onExit().join());
            Files.deleteIfExists(directory.resolve("pg/postmaster.pid"));
            Files.deleteIfExists(directory.resolve("pg/epg-lock"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it again after it was killed. */
    public void restart() {
        open();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/headroom";
    }

    /** The environment of a server that works on this database. */
    public Map<String, String> environment() {
        return Map.of(
                "HEADROOM_DB_URL",
                url(),
                "HEADROOM_DB_USER",
                "headroom_app",
                "HEADROOM_DB_PASSWORD",
                PASSWORD,
                "HEADROOM_DB_MIGRATION_USER",
                "headroom_owner",
                "HEADROOM_DB_MIGRATION_PASSWORD",
                PASSWORD);
    }

    /** A connection as the role that the service works as. */
    public Connection asApplication() throws SQLException {
        return DriverManager.getConnection(url() + ALL_TENANTS, "headroom_app", PASSWORD);
    }

    /** A connection as the role that the service works as, which sees no tenant's rows before it says whose. */
    public Connection behindTheWall() throws SQLException {
        return DriverManager.getConnection(url(), "headroom_app", PASSWORD);
    }

    /** A connection as the role that owns the schema. */
    public Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url() + ALL_TENANTS, "headroom_owner", PASSWORD);
    }

    /** Runs statements as the owner of the schema. */
    public void execute(String... statements) {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void asSuperuser(String... statements) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
