package headroom.bench.json;

import headroom.kernel.Amount;
import headroom.platform.json.Texts;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** JSON-P by Parsson, field by field by hand, as its streams are used. */
final class JsonpForm implements JsonForm {
    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final JsonGeneratorFactory generators = Json.createGeneratorFactory(Map.of());

    @Override
    public AllocateRequest parse(byte[] body) {
        Map<String, String> texts = new HashMap<>();
        BigDecimal requested = null;
        try (JsonParser parser = parsers.createParser(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            String name = "";
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case KEY_NAME -> name = parser.getString();
                    case VALUE_STRING -> texts.put(name, parser.getString());
                    case VALUE_NUMBER -> requested = parser.getBigDecimal();
                    default -> {}
                }
            }
        }
        String quotaId = texts.get("quota_id");
        String type = texts.get("entity_type");
        String state = texts.get("state");
        String expiresIn = texts.get("expires_in");
        return new AllocateRequest(
                quotaId == null ? null : UUID.fromString(quotaId),
                type == null ? null : EntityType.valueOf(type.toUpperCase(Locale.ROOT)),
                texts.get("entity_id"),
                texts.get("resource_type"),
                Amount.of(requested),
                texts.get("job_id"),
                state == null ? null : AllocationState.valueOf(state.toUpperCase(Locale.ROOT)),
                expiresIn == null ? null : Duration.parse(expiresIn),
                null);
    }

    @Override
    public byte[] render(AllocationView view) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = generators.createGenerator(bytes, StandardCharsets.UTF_8)) {
            out.writeStartObject();
            out.write("id", view.id().toString());
            out.write("quota_id", view.quotaId().toString());
            out.write("job_id", view.jobId());
            out.write("resource_type", view.resourceType());
            out.write("allocated_value", new BigDecimal(view.allocatedValue().toString()));
            out.write("state", view.state().name().toLowerCase(Locale.ROOT));
            write(out, "allocated_at", view.allocatedAt());
            write(out, "released_at", view.releasedAt());
            write(out, "expires_at", view.expiresAt());
            out.write("consumed", new BigDecimal(view.consumed().toString()));
            out.write("version", view.version());
            out.writeNull("metadata");
            out.writeStartArray("warnings").writeEnd();
            out.writeEnd();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, String name, Instant instant) {
        if (instant == null) {
            out.writeNull(name);
        } else {
            out.write(name, Texts.instant(instant));
        }
    }
}
