package headroom.audit.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.audit.control.ExactJson;
import headroom.audit.control.proof.CanonicalJson;
import headroom.audit.rule.ChainLink;
import headroom.kernel.Purpose;
import headroom.kernel.TenantId;
import headroom.platform.http.RequestContext;
import headroom.platform.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry as it is written, once and for ever: its {@link #canonical} text is what is stored, hashed and shown. */
@Schema(
        name = "AuditEntry",
        description =
                "An entry in canonical JSON (RFC 8785), as its hash is over it. In before and after numbers are strings.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        @Schema(description = "Whose trail it is in.", example = "acme")
        String tenant,

        @Schema(description = "Its place in the trail, from 1 without gaps.", example = "42")
        long sequence,

        @Schema(description = "Names the entry; grows with time.")
        UUID id,

        @Schema(description = "When, by the database's clock.")
        Instant occurredAt,

        @Schema(description = "Who did it.") Actor actor,

        @Schema(description = "What was done.", example = "quota.change")
        String action,

        @Schema(description = "To what.") Thing object,

        @Schema(
                description =
                        "What it was, as it is shown elsewhere but with numbers as strings; absent where it was not.",
                type = "object",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                nullable = true)
        @Nullable Object before,

        @Schema(
                description = "What it is since; absent where it is no more.",
                type = "object",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                nullable = true)
        @Nullable Object after,

        @Schema(
                description = "Why, as the token says; absent where nobody had to say.",
                nullable = true,
                example = "more GPUs for the autumn runs")
        @Nullable String reason,

        @Schema(description = "Under which ticket.", nullable = true, example = "OPS-1234") @Nullable String ticket,

        @Schema(
                description = "What else is worth knowing, by name.",
                type = "object",
                additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
                nullable = true)
        @Nullable Map<String, String> properties,

        @Schema(
                description = "The X-Request-Id; - outside a request.",
                example = "01a1fc75-bfdd-79e0-b04a-c5031b57af86")
        String requestId,

        @Schema(description = "The network address of the caller.", nullable = true, example = "192.0.2.7") @Nullable String sourceAddress,

        @Schema(
                description = "The hash of the entry before; 64 zeros in the first.",
                example = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
        String previousHash) {

    /** To what something was done. */
    @Schema(name = "AuditObject", description = "To what something was done.")
    record Thing(
            @Schema(description = "What kind of thing.", example = "quota")
            String type,

            @Schema(description = "Which one.", example = "01a1fc75-bfdd-79e0-b04a-c5031b57af86")
            String id) {}

    /** The entry that follows a link, of what is done in this thread's request. */
    static AuditEntry following(
            ChainLink before, TenantId tenant, UUID id, Instant now, Actor actor, AuditEvent event) {
        RequestContext request = RequestContext.current();
        Optional<Purpose> purpose = Optional.ofNullable(event.purpose());
        return new AuditEntry(
                tenant.value(),
                before.sequence() + 1,
                id,
                now,
                actor,
                event.action(),
                new Thing(event.objectType(), event.objectId()),
                Optional.ofNullable(event.before()).map(ExactJson::of).orElse(null),
                Optional.ofNullable(event.after()).map(ExactJson::of).orElse(null),
                purpose.map(Purpose::reason).orElse(null),
                purpose.flatMap(stated -> Optional.ofNullable(stated.ticket())).orElse(null),
                event.properties().isEmpty() ? null : event.properties(),
                request.requestId(),
                request.sourceAddress().orElse(null),
                before.hash());
    }

    String canonical() {
        return CanonicalJson.of(Json.write(this));
    }
}
