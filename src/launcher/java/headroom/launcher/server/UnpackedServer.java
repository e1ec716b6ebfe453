package headroom.launcher.server;

import headroom.launcher.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server's jars, which it unpacks at its first start and finds again at the next: two seconds saved. Thrown away
 * when the server's own file is another one, or when the start that unpacked them was cut short.
 *
 * @param path directory of the jars
 * @param stamp file that says for which server they are complete
 * @param server size and age of the server's own file
 */
record UnpackedServer(Path path, Path stamp, String server) {

    static UnpackedServer below(DataDirectory data) throws IOException {
        Path jar = Distribution.file("lib/payara-micro.jar");
        String server = Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        Path stamp = data.resolve("server.stamp");
        if (Files.notExists(stamp) || !Files.readString(stamp).equals(server)) {
            data.clear("server");
        }
        Files.deleteIfExists(stamp);
        return new UnpackedServer(Files.createDirectories(data.resolve("server")), stamp, server);
    }

    void complete() throws IOException {
        Files.writeString(stamp, server);
    }
}
