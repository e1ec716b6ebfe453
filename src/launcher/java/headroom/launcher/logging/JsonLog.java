package headroom.launcher.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes each record at once, to the file named by the system property {@value #FILE}, or to standard output when
 * there is none. A file of {@value #ROTATE_BYTES} bytes is put aside as {@code .1}, the older ones become {@code .2} to
 * {@code .}{@value #KEPT}, the oldest goes. Remembers the first severe record, so that a failed start can be explained: those behind it tell of its consequences.
 * Thread-safe.
 */
public final class JsonLog extends Handler {
    /** System property with the path of the file. */
    public static final String FILE = "headroom.launcher.log-file";

    /** Tells of each task that is lost while the application is deployed; whoever gave it does so again. */
    private static final String EXECUTORS = "org.glassfish.enterprise.concurrent";

    private static final long ROTATE_BYTES = 20_000_000;
    private static final int KEPT = 5;
    private static final AtomicReference<@Nullable LogRecord> FIRST_SEVERE = new AtomicReference<>();

    private final @Nullable Path file;
    private @Nullable OutputStream out;
    private long written;

    /** Called by the log manager, by name. */
    public JsonLog() {
        String path = System.getProperty(FILE);
        file = path == null ? null : Path.of(path);
        setFormatter(new JsonFormatter());
    }

    /** The message of the first severe record, or of what was underneath it. */
    public static Optional<String> firstSevere() {
        return Optional.ofNullable(FIRST_SEVERE.get()).map(JsonLog::reason);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue() && !EXECUTORS.equals(entry.getLoggerName())) {
            FIRST_SEVERE.compareAndSet(null, entry);
        }
        byte[] line = getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
        try {
            if (file != null && out != null && written + line.length > ROTATE_BYTES) {
                out.close();
                out = null;
                putAside(file);
            }
            OutputStream open = out == null ? open() : out;
            open.write(line);
            open.flush();
            written += line.length;
        } catch (IOException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {}

    @Override
    public synchronized void close() {
        try {
            if (file != null && out != null) {
                out.close();
            }
            out = null;
        } catch (IOException e) {
            reportError(null, e, ErrorManager.CLOSE_FAILURE);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream opened = file == null
                ? new FileOutputStream(FileDescriptor.out)
                : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written = file == null ? 0 : Files.size(file);
        out = opened;
        return opened;
    }

    private static void putAside(Path file) throws IOException {
        for (int i = KEPT; i >= 1; i--) {
            Path from = i == 1 ? file : file.resolveSibling(file.getFileName() + "." + (i - 1));
            if (Files.exists(from)) {
                Files.move(
                        from, file.resolveSibling(file.getFileName() + "." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String reason(LogRecord entry) {
        Throwable cause = entry.getThrown();
        if (cause == null) {
            return new JsonFormatter().formatMessage(entry).lines().findFirst().orElse("");
        }
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause).lines().findFirst().orElse("");
    }
}
