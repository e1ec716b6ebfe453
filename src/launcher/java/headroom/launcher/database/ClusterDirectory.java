package headroom.launcher.database;

import headroom.launcher.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The database's files. The major version is part of the name, for another version cannot read them. A marker tells a
 * finished creation from one that was cut short: until it is there, nobody can have stored anything.
 */
final class ClusterDirectory {
    private static final String NAME = "postgres-17";
    private static final String FINISHED = "headroom-finished";

    private final DataDirectory data;

    ClusterDirectory(DataDirectory data) {
        this.data = data;
    }

    Path path() {
        return data.resolve(NAME);
    }

    boolean isFinished() {
        return Files.exists(path().resolve(FINISHED));
    }

    void clearUnfinished() throws IOException {
        if (!isFinished()) {
            data.clear(NAME);
        }
    }

    void finish() throws IOException {
        if (!isFinished()) {
            Files.createFile(path().resolve(FINISHED));
        }
    }
}
