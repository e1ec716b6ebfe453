package headroom.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker of the launcher, with its own libraries, where its port is taken after it was chosen. */
class BrokerPortIT {
    @TempDir
    private Path data;

    @Test
    void aBrokerThatNobodyCouldReachIsNotStarted() throws Exception {
        Path launcher = Path.of(System.getProperty("headroom.launcher", "target/launcher/headroom-launcher.jar"));
        try (URLClassLoader libraries = new URLClassLoader(jars(launcher), ClassLoader.getPlatformClassLoader())) {
            Function<Map<String, String>, Closeable> program = program(libraries);
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Map<String, String> options = options(taken.getLocalPort());
                assertThatThrownBy(() -> program.apply(options)).isInstanceOf(IllegalStateException.class);
                port = taken.getLocalPort();
            }
            program.apply(options(port)).close();
        }
    }

    private Map<String, String> options(int port) {
        return Map.of(
                "url", "tcp://127.0.0.1:" + port, "user", "headroom", "password", "secret", "data", data.toString());
    }

    @SuppressWarnings("unchecked")
    private static Function<Map<String, String>, Closeable> program(ClassLoader libraries) throws Exception {
        return (Function<Map<String, String>, Closeable>) libraries
                .loadClass("headroom.launcher.broker.ArtemisProgram")
                .getDeclaredConstructor()
                .newInstance();
    }

    private static URL[] jars(Path launcher) throws Exception {
        List<URL> jars = new ArrayList<>(List.of(launcher.toUri().toURL()));
        try (Stream<Path> files = Files.list(launcher.resolveSibling("broker"))) {
            for (Path jar : files.toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
