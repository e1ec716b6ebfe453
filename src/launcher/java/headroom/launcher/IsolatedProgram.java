package headroom.launcher;

import headroom.launcher.server.Distribution;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Starts a class of the launcher in a class loader that has libraries of its own, which the server must not see. What passes
 * between is of the JDK only.
 */
public final class IsolatedProgram {
    private IsolatedProgram() {}

    /**
     * Starts it.
     *
     * @param libraries the directory beside the launcher that holds them
     * @param name a class that is a {@code Function<Map<String, String>, Closeable>} with a public constructor
     */
    @SuppressWarnings("unchecked")
    public static Closeable start(String libraries, String name, Map<String, String> options) throws IOException {
        URLClassLoader loader = new URLClassLoader(jars(libraries), ClassLoader.getPlatformClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Function<Map<String, String>, Closeable> program = (Function<Map<String, String>, Closeable>)
                    loader.loadClass(name).getDeclaredConstructor().newInstance();
            return program.apply(options);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the libraries beside the launcher are not complete: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] jars(String libraries) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(url(Distribution.jar())));
        try (Stream<Path> files = Files.list(Distribution.file(libraries))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                urls.add(url(jar));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
