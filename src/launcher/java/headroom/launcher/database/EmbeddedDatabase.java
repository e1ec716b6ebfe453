package headroom.launcher.database;

import headroom.launcher.CannotStart;
import headroom.launcher.Console;
import headroom.launcher.DataDirectory;
import headroom.launcher.DatabaseAccess;
import headroom.launcher.IsolatedProgram;
import headroom.launcher.LoopbackPort;
import headroom.launcher.Setting;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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
            UnpackedBinaries binaries = UnpackedBinaries.below(data);
            int chosen = LoopbackPort.free(port, "database", Setting.DB_PORT);
            Closeable postgres = IsolatedProgram.start(
                    "database",
                    "headroom.launcher.database.PostgresProgram",
                    Map.of(
                            "data", cluster.path().toString(),
                            "binaries", binaries.path().toString(),
                            "log", data.resolve("logs/postgres.log").toString(),
                            "passwordFile", data.resolve("tmp/password").toString(),
                            "port", Integer.toString(chosen),
                            "superuserPassword", credentials.superuser(),
                            "ownerPassword", credentials.owner(),
                            "appPassword", credentials.app(),
                            "furnish", Boolean.toString(!cluster.isFinished())));
            binaries.complete();
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
}
