package headroom.platform;

import headroom.platform.http.RequestContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Structured logging over the server's own {@code java.util.logging}: a sentence, and fields. The fields, the request id
 * and the trace id among them, travel as a map in the record's parameters for formatters that know them, and stand behind
 * the sentence for those that do not. Thread-safe.
 */
public final class Log {
    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    public static Log of(Class<?> owner) {
        return new Log(Logger.getLogger(owner.getName()));
    }

    public void info(String sentence, Map<String, ?> fields) {
        log(Level.INFO, sentence, fields, null);
    }

    public void warning(String sentence, Map<String, ?> fields) {
        log(Level.WARNING, sentence, fields, null);
    }

    /** Something is broken on our side. */
    public void error(String sentence, Map<String, ?> fields, Throwable cause) {
        log(Level.SEVERE, sentence, fields, cause);
    }

    private void log(Level level, String sentence, Map<String, ?> fields, @Nullable Throwable cause) {
        if (!logger.isLoggable(level)) {
            return;
        }
        RequestContext request = RequestContext.current();
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("request_id", request.requestId());
        request.traceId().ifPresent(trace -> all.put("trace_id", trace));
        LogRecord entry = new LogRecord(level, literally(sentence) + " {0}");
        entry.setLoggerName(logger.getName());
        entry.setParameters(new Object[] {all});
        entry.setThrown(cause);
        logger.log(entry);
    }

    /** As a message with parameters says it: each server formats it, and some refuse a brace that names none. */
    private static String literally(String sentence) {
        return sentence.replace("'", "''").replace("{", "'{'");
    }
}
