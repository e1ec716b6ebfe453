package headroom.webhook.boundary;

import headroom.kernel.FieldError;
import headroom.kernel.Refusal;
import headroom.platform.http.RefusedException;
import headroom.webhook.rule.EventPattern;
import headroom.webhook.rule.WebhookUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of a webhook, understood.
 *
 * @param url where it is to lead; empty where it is not said
 * @param events what it is to hear, each once; empty where it is not said
 */
record WebhookFields(Optional<WebhookUrl> url, List<EventPattern> events) {
    static final int MAX_SECRET = 256;
    static final int MIN_SECRET = 16;
    static final String SECRET = "[\\x20-\\x7E]{" + MIN_SECRET + "," + MAX_SECRET + "}";
    static final String SECRET_MESSAGE =
            "must be " + MIN_SECRET + " to " + MAX_SECRET + " printable characters of ASCII";

    /**
     * Reads them.
     *
     * @throws RefusedException naming each field that is wrong
     */
    static WebhookFields of(@Nullable String url, @Nullable List<String> events) {
        List<FieldError> wrong = new ArrayList<>();
        Optional<WebhookUrl> read =
                Optional.ofNullable(url).flatMap(text -> read("url", text, WebhookUrl::parse, wrong));
        List<EventPattern> patterns = new ArrayList<>();
        List<String> given =
                events == null ? List.of() : events.stream().distinct().toList();
        for (int i = 0; i < given.size(); i++) {
            read("events[" + i + "]", given.get(i), EventPattern::new, wrong).ifPresent(patterns::add);
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(Refusal.of(Refusal.Kind.VALIDATION, "the body breaks the contract", wrong));
        }
        return new WebhookFields(read, patterns);
    }

    private static <T> Optional<T> read(
            String field, String text, Function<String, T> reading, List<FieldError> wrong) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException broken) {
            wrong.add(new FieldError(field, String.valueOf(broken.getMessage())));
            return Optional.empty();
        }
    }
}
