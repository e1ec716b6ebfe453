package headroom.quota.boundary;

import com.fasterxml.jackson.annotation.JsonProperty;
import headroom.kernel.Amount;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Metadata;
import headroom.platform.json.PlainlyValid;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request for an amount, at the quota that its names or its id tell. */
@MaxBody
@Schema(
        description =
                "A request for an amount, at the quota named by entity_type, entity_id and resource_type, or by quota_id.")
public record AllocateRequest(
        @Schema(description = "In place of the three names.", nullable = true) @Nullable UUID quotaId,

        @Schema(description = "What the quota belongs to.", implementation = EntityType.class, nullable = true)
        @Nullable EntityType entityType,

        @Schema(description = "The caller's own id of the entity.", nullable = true, example = "ml-research")
        @Size(min = 1, max = Wire.MAX_ENTITY_ID) @Nullable String entityId,

        @Schema(description = "What is counted.", nullable = true, example = "concurrent_gpus")
        @Pattern(regexp = Wire.RESOURCE_TYPE, message = Wire.RESOURCE_TYPE_MESSAGE) @Nullable String resourceType,

        @Schema(
                description = "How much, more than 0, at most 4 fraction digits.",
                type = "number",
                minimum = "0",
                exclusiveMinimum = true,
                maximum = "1000000000000000",
                example = "4")
        @NotNull @Positive Amount requestedValue,

        @Schema(
                description = "Your own id of the job: holds at most one live allocation of a quota (A1).",
                example = "train-7")
        @NotNull @Size(min = 1, max = Wire.MAX_JOB_ID) @Pattern(regexp = Wire.JOB_ID, flags = Pattern.Flag.DOTALL, message = Wire.JOB_ID_MESSAGE) String jobId,

        @Schema(
                description = "active, or reserved to be committed later.",
                allowableValues = {"active", "reserved"},
                type = "string",
                defaultValue = "active",
                nullable = true)
        @Nullable AllocationState state,

        @Schema(
                description =
                        "A lease: it ends by itself after this ISO 8601 duration unless renewed (A4); at most 366 days.",
                type = "string",
                format = "duration",
                nullable = true,
                example = "PT10M")
        @Nullable Duration expiresIn,

        @Schema(description = "Your own object, at most 8 KiB.", type = "object", nullable = true) @Nullable Metadata metadata,

        @Schema(
                name = "wait",
                description =
                        "Where it does not fit: whether it waits until it does, at the latest until deadline. Not in a batch.",
                nullable = true,
                defaultValue = "false",
                example = "false")
        @JsonProperty("wait")
        @Nullable Boolean waits,

        @Schema(
                description = "With wait: the first instant at which it is over; in the future, at most 7 days ahead.",
                nullable = true,
                example = "2026-12-01T00:00:00Z")
        @Nullable Instant deadline)
        implements JsonBody, PlainlyValid {

    /** A request that does not wait. */
    public AllocateRequest(
            @Nullable UUID quotaId,
            @Nullable EntityType entityType,
            @Nullable String entityId,
            @Nullable String resourceType,
            Amount requestedValue,
            String jobId,
            @Nullable AllocationState state,
            @Nullable Duration expiresIn,
            @Nullable Metadata metadata) {
        this(
                quotaId,
                entityType,
                entityId,
                resourceType,
                requestedValue,
                jobId,
                state,
                expiresIn,
                metadata,
                null,
                null);
    }

    @AssertTrue(message = "must be given with wait: true, and only then") @Schema(hidden = true)
    boolean isDeadline() {
        return isWaiting() == (deadline != null);
    }

    boolean isWaiting() {
        return Boolean.TRUE.equals(waits);
    }

    @AssertTrue(message = "give quota_id, or all of entity_type, entity_id and resource_type, and not both") @Schema(hidden = true)
    boolean isQuota() {
        boolean none = entityType == null && entityId == null && resourceType == null;
        boolean all = entityType != null && entityId != null && resourceType != null;
        return quotaId == null ? all : none;
    }

    @AssertTrue(message = "must be active or reserved") @Schema(hidden = true)
    boolean isState() {
        return state == null || state.isLive();
    }

    @Override
    public boolean keepsItsRules() {
        return isQuota()
                && isState()
                && isDeadline()
                && (quotaId != null || (Wire.isEntityId(entityId) && Wire.isResourceType(resourceType)))
                && Wire.isPositive(requestedValue)
                && Wire.isJobId(jobId);
    }

    QuotaReference quota() {
        return QuotaReference.of(quotaId, entityType, entityId, resourceType);
    }
}
