package headroom.launcher.server;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import headroom.launcher.CannotStart;
import headroom.launcher.DataDirectory;
import headroom.launcher.Settings;
import headroom.launcher.logging.JsonLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro inside this process: one instance, no cluster, nothing kept between two runs but its own unpacked jars.
 * Stopping it takes at most {@value #STOP_SECONDS} seconds; then it is left to the end of the process.
 */
public final class Server implements Closeable {
    private static final String LISTENER =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener";
    private static final int STOP_SECONDS = 15;

    private final PayaraMicroRuntime runtime;

    private Server(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    /** Starts the server without any application. */
    public static Server start(Settings settings, DataDirectory data) throws CannotStart {
        try {
            UnpackedServer unpacked = UnpackedServer.below(data);
            PayaraMicro.setUpackedJarDir(unpacked.path().toFile());
            PayaraMicroRuntime runtime = configured(settings, data).bootStrap();
            unpacked.complete();
            return new Server(runtime);
        } catch (IOException | BootstrapException | IllegalStateException e) {
            throw failed("The server did not start", e);
        }
    }

    /** Deploys the WAR that stands beside the launcher, at the root of the server. */
    public void deploy() throws CannotStart {
        Path war = Distribution.file("headroom.war");
        if (Files.notExists(war)) {
            throw new CannotStart("There is no " + war + ". Build it: mvn package");
        }
        runtime.deploy("headroom", "/", war.toFile());
        if (!runtime.getDeployedApplicationNames().contains("headroom")) {
            throw failed("The service could not be deployed", null);
        }
    }

    @Override
    public void close() throws IOException {
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> {
            try {
                runtime.shutdown();
            } catch (BootstrapException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            stopping.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PayaraMicro configured(Settings settings, DataDirectory data) throws IOException {
        CommandFile before = CommandFile.read("preboot.asadmin");
        CommandFile after = CommandFile.read("postboot.asadmin");
        Path root = Files.createDirectories(data.resolve("tmp/server"));
        Path logging = data.resolve("tmp/logging.properties");
        try (InputStream own = Settings.class.getResourceAsStream("logging.properties")) {
            if (own == null) {
                throw new IOException("The launcher lacks logging.properties");
            }
            Files.copy(own, logging, StandardCopyOption.REPLACE_EXISTING);
        }
        PayaraMicro server = PayaraMicro.getInstance();
        server.setNoHazelcast(true);
        server.setPreBootHandler(runner -> {
            before.commands().forEach(command -> run(runner, command));
            run(runner, List.of("set", LISTENER + ".address=" + settings.httpAddress()));
        });
        server.setPostBootHandler(runner -> after.commands().forEach(command -> run(runner, command)));
        return server.setRootDir(root.toFile())
                .setLogPropertiesFile(logging.toFile())
                .setPrintLogo(false)
                .setHttpPort(settings.httpPort());
    }

    private static void run(AdminCommandRunner runner, List<String> command) {
        ClusterCommandResult result =
                runner.run(command.get(0), command.subList(1, command.size()).toArray(String[]::new));
        if (result.getExitStatus() == ExitStatus.FAILURE) {
            throw new IllegalStateException(
                    "Server command refused: " + String.join(" ", command) + ": " + result.getOutput(),
                    result.getFailureCause());
        }
    }

    private static CannotStart failed(String what, @Nullable Throwable cause) {
        String log = System.getProperty(JsonLog.FILE, "the lines above");
        String why = JsonLog.firstSevere()
                .or(() -> Optional.ofNullable(cause).map(Throwable::getMessage))
                .orElse("no reason given");
        String words = what + ": " + why + "\nMore in " + log;
        return cause == null ? new CannotStart(words) : new CannotStart(words, cause);
    }
}
