package headroom.launcher.logging;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is printed by code that knows no logger becomes one log record a line. Thread-safe. */
public final class LoggedStream extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Logger logger;
    private final Level level;

    private LoggedStream(Logger logger, Level level) {
        this.logger = logger;
        this.level = level;
    }

    /** A print stream that ends in the logger of this name. */
    public static PrintStream to(String name, Level level) {
        return new PrintStream(new LoggedStream(Logger.getLogger(name), level), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int octet) {
        if (octet == '\n') {
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!text.isEmpty()) {
                logger.log(level, "{0}", text);
            }
        } else {
            line.write(octet);
        }
    }
}
