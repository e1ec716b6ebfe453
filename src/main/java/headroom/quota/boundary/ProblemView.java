package headroom.quota.boundary;

import headroom.kernel.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The shape of every problem, for the contract; the answers themselves are made by {@code Problems}. */
@Schema(name = "Problem", description = "Why a request was refused (RFC 9457).")
public record ProblemView(
        @Schema(
                description = "Which refusal it is.",
                example = "urn:headroom:problem:quota-exceeded",
                requiredMode = Schema.RequiredMode.REQUIRED)
        URI type,

        @Schema(
                description = "The same for a person.",
                example = "The quota does not allow it",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String title,

        @Schema(
                description = "The HTTP status.",
                minimum = "400",
                maximum = "599",
                example = "409",
                requiredMode = Schema.RequiredMode.REQUIRED)
        int status,

        @Schema(
                description = "What exactly, for a person.",
                example = "team ml (concurrent_gpus) lacks 2",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String detail,

        @Schema(
                description = "Names the request.",
                example = "urn:headroom:request:5f0c",
                requiredMode = Schema.RequiredMode.REQUIRED)
        URI instance,

        @Schema(description = "Every broken rule, where fields are to blame.")
        List<BrokenRule> errors,

        @Schema(description = "quota-exceeded: every quota that the request does not fit, root to leaf.")
        List<ViolationView> violations,

        @Schema(
                description = "quota-exceeded: the largest amount that would be admitted now.",
                type = "number",
                minimum = "0",
                example = "2")
        Amount maxGrantable,

        @Schema(description = "quota-exceeded, throttled: when enough will be free, as far as is known.")
        Instant retryAt,

        @Schema(description = "already-exists: the quota that has the name.")
        UUID quotaId,

        @Schema(description = "already-exists: the pool that has the name.")
        UUID poolId,

        @Schema(description = "An override's conflict: the one that it overlaps.")
        UUID overrideId,

        @Schema(description = "already-exists, conflict: the request that waits, or waited.")
        UUID waitingId,

        @Schema(description = "already-exists: the job's live allocation.")
        UUID allocationId,

        @Schema(description = "already-exists: the throttle of the same aim and mode.")
        UUID throttleId,

        @Schema(description = "throttled, beyond-maximum: the throttle that binds.")
        BindingThrottle throttle,

        @Schema(description = "already-ended: the permit as it ended.")
        EndedPermit permit,

        @Schema(description = "already-released: the allocation as it ended.")
        AllocationView allocation,

        @Schema(description = "already-exists: the live backfill of the same window.")
        UUID backfillId,

        @Schema(description = "A backfill's conflict: what live ones cover.")
        List<Overlap> overlaps,

        @Schema(
                description = "tenant-paused: how far.",
                allowableValues = {"deny_new", "drain"},
                example = "deny_new")
        String mode,

        @Schema(description = "tenant-paused: when the pause ends by itself, if it does.")
        Instant until,

        @Schema(
                description = "shed: the class of the request.",
                allowableValues = {"sheddable", "sheddable_plus", "critical"},
                example = "sheddable")
        String requestClass,

        @Schema(
                description = "shed: how loaded the server is.",
                allowableValues = {"normal", "warning", "critical", "emergency"},
                example = "warning")
        String loadState,

        @Schema(description = "A plan's stale: what has moved since it was made.", example = "[\"pool gpus-eu\"]")
        List<String> moved,

        @Schema(description = "Atomic batch: the items that were refused.")
        List<BatchView.Item> results) {

    /** A range that a live backfill covers. */
    @Schema(name = "BackfillOverlap", description = "A range that a live backfill covers.")
    public record Overlap(
            @Schema(description = "The live backfill.") UUID backfillId,

            @Schema(description = "The first instant that it covers.")
            Instant from,

            @Schema(description = "The first instant after it.")
            Instant to) {}

    /** A throttle without room. */
    @Schema(name = "BindingThrottle", description = "A throttle without room.")
    public record BindingThrottle(
            @Schema(description = "Names it.") UUID id,

            @Schema(description = "Whom it binds; * for all tenants together.", example = "default")
            String tenant,

            @Schema(description = "The job type, or *.", example = "import")
            String jobType,

            @Schema(description = "The source, or *.", example = "*")
            String source,

            @Schema(
                    description = "Which of its limits.",
                    allowableValues = {"active", "hour", "burst"},
                    example = "active")
            String limitKind,

            @Schema(description = "What of it is in use.", example = "5")
            long used,

            @Schema(description = "What it is.", example = "5")
            long limit) {}

    /** A permit that has ended before. */
    @Schema(name = "EndedPermit", description = "A permit that has ended before.")
    public record EndedPermit(
            @Schema(description = "Names it.") UUID permitId,

            @Schema(description = "What was done.", example = "import")
            String jobType,

            @Schema(description = "What for, or where it came from.", example = "github")
            String source,

            @Schema(description = "As it was asked for.", example = "0")
            int priority,

            @Schema(description = "What it weighed in the rates.", example = "1")
            int cost,

            @Schema(description = "When it was granted.") Instant grantedAt,

            @Schema(description = "When it would have ended by itself.")
            Instant expiresAt,

            @Schema(description = "The throttles that counted it.")
            List<UUID> throttles,

            @Schema(description = "When it ended.") Instant endedAt,

            @Schema(
                    description = "How it ended.",
                    allowableValues = {"success", "dropped", "ignored", "expired"},
                    example = "success")
            String outcome,

            @Schema(
                    description = "How long the job took, as was told; in milliseconds.",
                    nullable = true,
                    type = "integer",
                    example = "5400")
            Long durationMs) {}

    /** One broken rule. */
    @Schema(name = "BrokenRule", description = "One broken rule.")
    public record BrokenRule(
            @Schema(description = "The field, parameter or header.", example = "soft_limit")
            String field,

            @Schema(
                    description = "The rule and the offending value.",
                    example = "must be at most limit_value (100), was 120 (Q6)")
            String message) {}
}
