package headroom.bench.system;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The product's distribution with one more resource in its WAR, for the server's own limit. The product itself stays as
 * it is.
 */
final class Distribution {
    private static final String EXTRA = "headroom/bench/war";

    private Distribution() {}

    /** Copies the distribution and adds to its WAR what is compiled of {@value #EXTRA}; returns the launcher. */
    static Path copy(Path launcher, Path classes, Path to) throws IOException {
        Files.createDirectories(to.resolve("lib"));
        link(launcher.resolve("headroom-launcher.jar"), to.resolve("headroom-launcher.jar"));
        link(launcher.resolve("lib/payara-micro.jar"), to.resolve("lib/payara-micro.jar"));
        Path war = Files.copy(launcher.resolve("headroom.war"), to.resolve("headroom.war"));
        try (FileSystem inside = FileSystems.newFileSystem(war);
                Stream<Path> extra = Files.list(classes.resolve(EXTRA))) {
            Path place = Files.createDirectories(inside.getPath("WEB-INF/classes", EXTRA));
            for (Path file : extra.toList()) {
                Files.copy(file, place.resolve(file.getFileName().toString()));
            }
        }
        return to.resolve("headroom-launcher.jar");
    }

    /** The server is 100 MB: not copied where a link will do. */
    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException notHere) {
            Files.copy(from, to);
        }
    }
}
