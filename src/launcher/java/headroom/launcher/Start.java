package headroom.launcher;

import headroom.launcher.broker.EmbeddedBroker;
import headroom.launcher.database.EmbeddedDatabase;
import headroom.launcher.logging.JsonLog;
import headroom.launcher.logging.LoggedStream;
import headroom.launcher.server.FirstClients;
import headroom.launcher.server.HttpPort;
import headroom.launcher.server.SampleOrganization;
import headroom.launcher.server.Server;
import headroom.launcher.server.Service;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogManager;

/**
 * One run, from the first check to the last stop. The database and the server start side by side, for each needs
 * seconds; the WAR is deployed when both are there. Stops in the other order: server, database, data directory.
 */
final class Start {
    private final Settings settings;
    private final Console console;
    private final Parts parts;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private volatile boolean ready;

    Start(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
        this.parts = new Parts(console);
    }

    /** Runs until it is told to stop; returns the exit code. */
    int run(boolean stopWithParent) throws CannotStart {
        DataDirectory data = DataDirectory.take(settings.data());
        parts.add("data directory", data);
        try {
            new HttpPort(settings.httpAddress(), settings.httpPort()).requireFree();
            prepareProcess(data);
            StopSignal.on(() -> stopRequested(data));
            if (stopWithParent) {
                StopSignal.onEndOfParent(() -> stopRequested(data));
            }
            start(data);
            int code = end.join();
            parts.stop();
            console.step("stopped", "");
            return code;
        } catch (CannotStart e) {
            // Told to stop meanwhile, what did not start is no news.
            if (end.complete(1)) {
                console.refuse(e.words());
            }
            parts.stop();
            return end.join();
        }
    }

    private void start(DataDirectory data) throws CannotStart {
        CompletableFuture<DatabaseAccess> database = CompletableFuture.supplyAsync(() -> database(data));
        CompletableFuture<Void> broker = settings.embedsBroker()
                ? CompletableFuture.runAsync(() -> broker(data))
                : CompletableFuture.completedFuture(null);
        Server server = server(data, database);
        joined(database).publish();
        joined(broker);
        Service service = new Service(new HttpPort(settings.httpAddress(), settings.httpPort()).url());
        // A database of somebody else's has keys and clients of its own.
        Optional<FirstClients> clients = settings.externalDatabase().isEmpty() || settings.sample()
                ? Optional.of(FirstClients.prepare(data, service))
                : Optional.empty();
        console.step("service", "deploying");
        server.deploy();
        service.awaitReady(end);
        boolean known = clients.isPresent() && clients.get().complete(console);
        boolean sample =
                known && settings.sample() && new SampleOrganization(service, clients.get(), data, console).load();
        ready = true;
        console.step("ready", service.url());
        if (known) {
            console.text("\n  " + clients.get().tokenCall());
        }
        console.text("\n  " + (sample ? service.firstCall() : service.healthCall()) + "\n");
    }

    private Server server(DataDirectory data, CompletableFuture<DatabaseAccess> database) throws CannotStart {
        try {
            console.step("server", "starting");
            Server server = Server.start(settings, data);
            parts.add("server", server);
            console.step("server", "started");
            return server;
        } catch (CannotStart e) {
            // What is half started cannot be stopped.
            joined(database);
            throw e;
        }
    }

    private DatabaseAccess database(DataDirectory data) {
        try {
            Optional<DatabaseAccess> external = settings.externalDatabase();
            if (external.isPresent()) {
                console.step("database", external.get().place());
                return external.get();
            }
            EmbeddedDatabase database = EmbeddedDatabase.start(data, settings.databasePort(), console);
            parts.add("database", database);
            CompletableFuture<?> unused = database.ended().thenRun(() -> {
                if (end.complete(1)) {
                    console.refuse("The database ended by itself. See " + data.resolve("logs/postgres.log"));
                }
            });
            return database.access();
        } catch (CannotStart e) {
            throw new CompletionException(e);
        }
    }

    private void broker(DataDirectory data) {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(data, settings.brokerPort(), console);
            parts.add("broker", broker);
            broker.access().publish();
        } catch (CannotStart e) {
            throw new CompletionException(e);
        }
    }

    private static <T> T joined(CompletableFuture<T> part) throws CannotStart {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotStart refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** From a signal's thread: a running one is stopped by {@link #run}, one that still starts is cut short here. */
    private void stopRequested(DataDirectory data) {
        if (end.isDone()) {
            return;
        }
        console.step("stopping", "");
        end.complete(0);
        if (!ready) {
            abort(data);
            console.step("stopped", "before it was ready");
            Runtime.getRuntime().halt(130);
        }
    }

    private void abort(DataDirectory data) {
        try {
            if (settings.externalDatabase().isEmpty()) {
                EmbeddedDatabase.abort(data);
            }
        } catch (IOException e) {
            console.refuse(String.valueOf(e.getMessage()));
        }
    }

    private void prepareProcess(DataDirectory data) throws CannotStart {
        System.setProperty("java.io.tmpdir", data.resolve("tmp").toString());
        if (!settings.logToConsole()) {
            System.setProperty(JsonLog.FILE, data.resolve("logs/headroom.log").toString());
        }
        try (InputStream logging = Launcher.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        } catch (IOException e) {
            throw new CannotStart("The log cannot be set up: " + e, e);
        }
        System.setOut(LoggedStream.to("stdout", Level.INFO));
        System.setErr(LoggedStream.to("stderr", Level.WARNING));
    }
}
