package headroom.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that its owner alone may read, from its first moment on: mode 600. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Writes it anew. */
    public static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** Puts it in the place of what is there in one step: whoever looks finds the old text or the new one, whole. */
    public static void replace(Path file, String text) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        write(half, text);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
