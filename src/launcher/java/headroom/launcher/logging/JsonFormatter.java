package headroom.launcher.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object a line: {@code time} (UTC, ISO 8601), {@code level}, {@code logger}, {@code thread},
 * {@code message}, then the entries of each {@link Map} among the record's parameters, then {@code exception} with its
 * stack. An entry cannot take the place of one of these names: it is written with an underscore after its name.
 * Thread-safe.
 */
public final class JsonFormatter extends Formatter {
    private static final String OWN = " time level logger thread message exception ";

    @Override
    public String format(LogRecord entry) {
        StringBuilder line = new StringBuilder(256).append('{');
        field(line, "time", entry.getInstant().toString());
        field(line, "level", entry.getLevel().getName());
        field(line, "logger", String.valueOf(entry.getLoggerName()));
        field(line, "thread", thread(entry));
        field(line, "message", String.valueOf(formatMessage(entry)));
        Object[] parameters = entry.getParameters();
        if (parameters != null) {
            for (Object parameter : parameters) {
                if (parameter instanceof Map<?, ?> fields) {
                    fields.forEach((key, value) -> entry(line, String.valueOf(key), value));
                }
            }
        }
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            field(line, "exception", stack.toString());
        }
        return line.append("}\n").toString();
    }

    private static String thread(LogRecord entry) {
        Thread current = Thread.currentThread();
        return current.getId() == entry.getLongThreadID() ? current.getName() : Long.toString(entry.getLongThreadID());
    }

    private static void entry(StringBuilder line, String name, Object value) {
        String free = OWN.contains(" " + name + " ") ? name + "_" : name;
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            name(line, free);
            line.append(value);
        } else {
            field(line, free, String.valueOf(value));
        }
    }

    private static void field(StringBuilder line, String name, String value) {
        name(line, name);
        quote(line, value);
    }

    private static void name(StringBuilder line, String name) {
        if (line.length() > 1) {
            line.append(',');
        }
        quote(line, name);
        line.append(':');
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || (Character.isSurrogate(c) && !paired(text, i))) {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
