package headroom.alert.rule;

import headroom.breaker.rule.Cause;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Standing;
import headroom.breaker.rule.State;
import headroom.kernel.AlertType;
import headroom.kernel.Constants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one move of a breaker. Its computed state and the mode that a person laid on top are two alerts: one can end while
 * the other goes on. Of the state only what is felt is told: beneath a mode nothing of it.
 *
 * @param generation the breaker's, after the move
 * @param reason why a person had it moved; null where nobody had, as are the next two
 */
public record BreakerStory(
        String service,
        long generation,
        Standing from,
        Standing to,
        Cause cause,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String actor,
        Instant at) {

    /** What is to be told, in this order. */
    public List<News> tell() {
        List<News> told = new ArrayList<>();
        if (from.mode() != to.mode()) {
            told.add(isLaidOn(to) ? forced() : unforced());
        }
        State felt = felt(to);
        if (felt != felt(from)) {
            told.add(moved(felt));
        }
        return told;
    }

    /** The state that counts for the alert: while a mode is on, as if it were closed, because the mode has its own. */
    private static State felt(Standing standing) {
        return isLaidOn(standing) ? State.CLOSED : standing.state();
    }

    private static boolean isLaidOn(Standing standing) {
        return standing.mode() != Mode.AUTO;
    }

    private News forced() {
        return news(
                AlertType.BREAKER_FORCED,
                "/mode",
                to.effectiveState() == State.OPEN ? Severity.CRITICAL : Severity.WARNING,
                "the breaker of " + service + " is " + word(to.mode()) + " by hand");
    }

    private News unforced() {
        return news(
                AlertType.BREAKER_UNFORCED,
                "/mode",
                Severity.INFO,
                "the breaker of " + service + " is automatic again");
    }

    private News moved(State felt) {
        return switch (felt) {
            case OPEN ->
                news(
                        AlertType.BREAKER_OPENED,
                        "/state",
                        Severity.CRITICAL,
                        "the breaker of " + service + " is open: " + word(cause));
            case HALF_OPEN ->
                news(
                        AlertType.BREAKER_HALF_OPEN,
                        "/state",
                        Severity.WARNING,
                        "the breaker of " + service + " is half open: " + word(cause));
            case CLOSED ->
                news(
                        AlertType.BREAKER_CLOSED,
                        "/state",
                        Severity.INFO,
                        "the breaker of " + service + " is closed: " + word(cause));
        };
    }

    private News news(AlertType type, String what, Severity severity, String title) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("service", service);
        data.put("generation", generation);
        data.put("from", Map.of("mode", Constants.written(from.mode()), "state", Constants.written(from.state())));
        data.put("to", Map.of("mode", Constants.written(to.mode()), "state", Constants.written(to.state())));
        data.put("cause", Constants.written(cause));
        put(data, "reason", reason);
        put(data, "ticket", ticket);
        put(data, "actor", actor);
        String subject = "breaker/" + service;
        return new News(type, subject + what, subject, severity, title, at, data);
    }

    private static void put(Map<String, Object> data, String field, @Nullable String value) {
        if (value != null) {
            data.put(field, value);
        }
    }

    private static String word(Enum<?> constant) {
        return Constants.written(constant).replace('_', ' ');
    }
}
