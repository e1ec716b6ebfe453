package headroom.alert.rule;

import headroom.kernel.AlertType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something to be told: the beginning, a change or the end of what an alert is about.
 *
 * @param type what it is
 * @param key what the alert is about: of all alerts of one key, one is open at a time; at most {@value #MAX_KEY} characters
 * @param subject the thing that it happened to, as {@code quota/ID}: news of one subject is told in its order
 * @param severity how grave it is
 * @param title for a person
 * @param at when it happened
 * @param data by snake_case names: text, numbers and exact decimals
 */
public record News(
        AlertType type,
        String key,
        String subject,
        Severity severity,
        String title,
        Instant at,
        Map<String, Object> data) {
    /** Longer than any subject with what is said of it. */
    public static final int MAX_KEY = 200;

    public News {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_KEY + " characters, was " + key);
        }
    }
}
