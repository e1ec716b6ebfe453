package headroom.bench.json;

import headroom.kernel.Amount;
import headroom.platform.json.Texts;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.config.PropertyOrderStrategy;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** JSON-B by Yasson, over beans of its own: it knows neither records as bodies nor these enums and amounts. */
final class JsonbForm implements JsonForm {
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
            .withNullValues(true));

    /** A request's body. */
    public static class Body {
        public UUID quotaId;
        public String entityType;
        public String entityId;
        public String resourceType;
        public BigDecimal requestedValue;
        public String jobId;
        public String state;
        public Duration expiresIn;
    }

    /** An answer. */
    public static class View {
        public UUID id;
        public UUID quotaId;
        public String jobId;
        public String resourceType;
        public BigDecimal allocatedValue;
        public String state;
        public String allocatedAt;
        public String releasedAt;
        public String expiresAt;
        public BigDecimal consumed;
        public long version;
        public String metadata;
        public List<String> warnings;
    }

    @Override
    public AllocateRequest parse(byte[] body) {
        Body read = jsonb.fromJson(new ByteArrayInputStream(body), Body.class);
        return new AllocateRequest(
                read.quotaId,
                read.entityType == null ? null : EntityType.valueOf(read.entityType.toUpperCase(Locale.ROOT)),
                read.entityId,
                read.resourceType,
                Amount.of(read.requestedValue),
                read.jobId,
                read.state == null ? null : AllocationState.valueOf(read.state.toUpperCase(Locale.ROOT)),
                read.expiresIn,
                null);
    }

    @Override
    public byte[] render(AllocationView view) {
        View written = new View();
        written.id = view.id();
        written.quotaId = view.quotaId();
        written.jobId = view.jobId();
        written.resourceType = view.resourceType();
        written.allocatedValue = new BigDecimal(view.allocatedValue().toString());
        written.state = view.state().name().toLowerCase(Locale.ROOT);
        written.allocatedAt = text(view.allocatedAt());
        written.releasedAt = text(view.releasedAt());
        written.expiresAt = text(view.expiresAt());
        written.consumed = new BigDecimal(view.consumed().toString());
        written.version = view.version();
        written.warnings = List.of();
        return jsonb.toJson(written).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Instant instant) {
        return instant == null ? null : Texts.instant(instant);
    }
}
