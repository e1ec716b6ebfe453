package headroom.launcher.database;

import headroom.launcher.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * PostgreSQL's programs, unpacked at the first start. An unpacking that was cut short is thrown away, for the library
 * would wait a minute for whoever began it, and then give up. The library opens its directory to everyone's writing,
 * hence the private one around it.
 *
 * @param path where the library unpacks
 * @param stamp file that says that it did so to the end
 */
record UnpackedBinaries(Path path, Path stamp) {
    private static final String NAME = "postgres-binaries";

    static UnpackedBinaries below(DataDirectory data) throws IOException {
        if (Files.notExists(data.resolve(NAME).resolve("complete"))) {
            data.clear(NAME);
        }
        Path directory = data.privateDirectory(NAME);
        return new UnpackedBinaries(directory.resolve("unpacked"), directory.resolve("complete"));
    }

    void complete() throws IOException {
        if (Files.notExists(stamp)) {
            Files.createFile(stamp);
        }
    }
}
