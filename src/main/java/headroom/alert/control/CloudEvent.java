package headroom.alert.control;

import com.fasterxml.jackson.core.type.TypeReference;
import headroom.alert.rule.News;
import headroom.alert.rule.Severity;
import headroom.kernel.AlertType;
import headroom.kernel.Constants;
import headroom.kernel.TenantId;
import headroom.platform.OwnIssuer;
import headroom.platform.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** News in the structured JSON form of CloudEvents 1.0, with the tenant as an extension attribute, and back. */
public final class CloudEvent {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private CloudEvent() {}

    /**
     * What was heard.
     *
     * @param id the message's
     * @param news with {@code data} as it came
     */
    public record Heard(UUID id, TenantId tenant, News news) {}

    /** The event as JSON text. */
    static String write(TenantId tenant, UUID id, News news) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("key", news.key());
        data.put("severity", news.severity());
        data.put("title", news.title());
        data.putAll(news.data());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", OwnIssuer.url() + "/tenants/" + tenant);
        event.put("type", news.type().type());
        event.put("subject", news.subject());
        event.put("time", news.at());
        event.put("datacontenttype", "application/json");
        event.put("tenant", tenant.value());
        event.put("data", data);
        return Json.write(event);
    }

    /** What such text tells; empty where it is no event that this service could have written. */
    public static Optional<Heard> read(String json) {
        try {
            Map<String, Object> event = Json.read(json, OBJECT);
            if (!"1.0".equals(event.get("specversion")) || !(event.get("data") instanceof Map<?, ?> data)) {
                return Optional.empty();
            }
            News news = new News(
                    AlertType.of(text(event, "type")).orElseThrow(),
                    text(data, "key"),
                    text(event, "subject"),
                    Constants.read(Severity.class, text(data, "severity")),
                    text(data, "title"),
                    Instant.parse(text(event, "time")),
                    withTextKeys(data));
            return Optional.of(
                    new Heard(UUID.fromString(text(event, "id")), new TenantId(text(event, "tenant")), news));
        } catch (IllegalArgumentException
                | IllegalStateException
                | NoSuchElementException
                | DateTimeException senseless) {
            return Optional.empty();
        }
    }

    /** What is told beside the fields that every alert has, as JSON text. */
    static String details(News news) {
        Map<String, Object> details = new LinkedHashMap<>(news.data());
        details.keySet().removeAll(Set.of("key", "severity", "title"));
        return Json.write(details);
    }

    private static String text(Map<?, ?> object, String field) {
        @Nullable Object value = object.get(field);
        if (value == null) {
            throw new IllegalArgumentException("without " + field);
        }
        return value.toString();
    }

    private static Map<String, Object> withTextKeys(Map<?, ?> data) {
        Map<String, Object> texts = new LinkedHashMap<>();
        data.forEach((key, value) -> texts.put(key.toString(), value));
        return texts;
    }
}
