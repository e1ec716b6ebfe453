package headroom.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of everything that is kept, held by one launcher at a time: an operating system's lock on the file
 * {@code lock}, which ends with the process however it ends. The scratch directory {@code tmp} is emptied whenever the
 * directory is taken. A directory that is made here may be entered by its owner alone.
 */
public final class DataDirectory implements Closeable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the directory, making it when it is not there, or says who has it. */
    static DataDirectory take(Path path) throws CannotStart {
        try {
            if (Files.notExists(path)) {
                createPrivate(path);
            }
            FileChannel lock = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new CannotStart(heldBy(path, lock));
            }
            lock.truncate(0);
            lock.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            DataDirectory taken = new DataDirectory(path, lock);
            taken.clear("tmp");
            Files.createDirectories(path.resolve("logs"));
            Files.createDirectories(path.resolve("tmp"));
            return taken;
        } catch (IOException e) {
            throw new CannotStart("HEADROOM_DATA=" + path + " cannot be used: " + e, e);
        }
    }

    /** A file or directory below this one. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Removes what is there under this name, with everything below; nothing happens when nothing is there. */
    public void clear(String name) throws IOException {
        Path top = path.resolve(name);
        if (Files.notExists(top)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(top)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("Cannot clear " + top, e);
        }
    }

    /** A directory below this one that its owner alone may enter, made when it is not there. */
    public Path privateDirectory(String name) throws IOException {
        Path directory = path.resolve(name);
        return Files.exists(directory) ? directory : createPrivate(directory);
    }

    @Override
    public void close() throws IOException {
        clear("tmp");
        lock.close();
    }

    private static Path createPrivate(Path directory) throws IOException {
        return Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String heldBy(Path path, FileChannel lock) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        lock.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        String since = Optional.of(pid)
                .filter(digits -> digits.matches("\\d{1,18}"))
                .flatMap(digits -> ProcessHandle.of(Long.parseLong(digits)))
                .flatMap(process -> process.info().startInstant())
                .map(instant -> ", started " + instant)
                .orElse("");
        return "%s is held by process %s%s. Stop that one, or choose another directory: HEADROOM_DATA=%s"
                .formatted(path, pid, since, path + "-2");
    }
}
