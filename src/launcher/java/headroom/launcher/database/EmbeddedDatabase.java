package headroom.launcher.database;

import headroom.launcher.CannotStart;
import headroom.launcher.Console;
import headroom.launcher.DataDirectory;
import headroom.launcher.DatabaseAccess;
import headroom.launcher.server.Distribution;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The PostgreSQL of this launcher: on 127.0.0.1 only, with passwords, durable, its data in {@code postgres-17} below
 * the data directory. Its libraries live in a class loader of their own, for beside the server's they would break it.
 */
public final class EmbeddedDatabase implements Closeable {
    private final Closeable postgres;
    private final PostgresProcesses processes;
    private final DatabaseAccess access;

    private EmbeddedDatabase(Closeable postgres, PostgresProcesses processes, DatabaseAccess access) {
        this.postgres = postgres;
        this.processes = processes;
        this.access = access;
    }

    /** Ends what an earlier launcher left running, then starts; port 0 takes a free one. */
    public static EmbeddedDatabase start(DataDirectory data, int port, Console console) throws CannotStart {
        try {
            ClusterDirectory cluster = new ClusterDirectory(data);
            PostgresProcesses processes = new PostgresProcesses(cluster.path());
            if (processes.stop()) {
                console.step("database", "stopped the one that an earlier launcher had left running");
            }
            cluster.clearUnfinished();
            Credentials credentials = Credentials.keptIn(data, cluster.isFinished());
            console.step("database", cluster.isFinished() ? "starting" : "creating in " + cluster.path());
            int chosen = freePort(port);
            Closeable postgres = program(Map.of(
                    "data", cluster.path().toString(),
                    "binaries",
                            data.privateDirectory("postgres-binaries")
                                    .resolve("unpacked")
                                    .toString(),
                    "log", data.resolve("logs/postgres.log").toString(),
                    "passwordFile", data.resolve("tmp/password").toString(),
                    "port", Integer.toString(chosen),
                    "superuserPassword", credentials.superuser(),
                    "ownerPassword", credentials.owner(),
                    "appPassword", credentials.app(),
                    "furnish", Boolean.toString(!cluster.isFinished())));
            cluster.finish();
            console.step("database", "started on port " + chosen);
            return new EmbeddedDatabase(postgres, processes, credentials.access(chosen));
        } catch (IOException | IllegalStateException e) {
            throw new CannotStart(
                    "The database did not start: %s%nMore in %s"
                            .formatted(e.getMessage(), data.resolve("logs/postgres.log")),
                    e);
        }
    }

    /** Ends a database that is just being started, from another thread, before this process halts. */
    public static void abort(DataDirectory data) throws IOException {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        new PostgresProcesses(new ClusterDirectory(data).path()).stop();
    }

    /** How the service reaches it. */
    public DatabaseAccess access() {
        return access;
    }

    /** Done when the database has ended, whoever ended it. */
    public CompletableFuture<?> ended() {
        return processes
                .postmaster()
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        processes.stop();
    }

    private static int freePort(int wanted) throws CannotStart {
        try (ServerSocket trial = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return trial.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart("Port " + wanted + " of the database is taken. Choose another: HEADROOM_DB_PORT", e);
        }
    }

    /** The class that knows the libraries, in the loader that has them; what passes between is of the JDK only. */
    @SuppressWarnings("unchecked")
    private static Closeable program(Map<String, String> options) throws IOException {
        URLClassLoader loader = new URLClassLoader(libraries(), ClassLoader.getPlatformClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Function<Map<String, String>, Closeable> program = (Function<Map<String, String>, Closeable>)
                    loader.loadClass("headroom.launcher.database.PostgresProgram")
                            .getDeclaredConstructor()
                            .newInstance();
            return program.apply(options);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the libraries beside the launcher are not complete: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] libraries() throws IOException {
        List<URL> libraries = new ArrayList<>(List.of(url(Distribution.jar())));
        try (Stream<Path> jars = Files.list(Distribution.file("database"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                libraries.add(url(jar));
            }
        }
        return libraries.toArray(URL[]::new);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
