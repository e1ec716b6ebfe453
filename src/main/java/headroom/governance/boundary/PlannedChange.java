package headroom.governance.boundary;

import headroom.governance.rule.MemberTerms;
import headroom.governance.rule.PoolTerms;
import headroom.governance.rule.Strategy;
import headroom.kernel.Amount;
import headroom.kernel.FieldError;
import headroom.kernel.TenantId;
import headroom.platform.json.Patch;
import headroom.tenant.boundary.PauseRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change of a simulation: its type says which of the fields it has. */
@Schema(description = "One change of a simulation. What is absent stays; which fields there are depends on the type.")
public record PlannedChange(
        @Schema(
                description =
                        "pool: pool_id, and capacity, strategy, options. member: pool_id, tenant, and weight, priority, reserved, max, demand; who is not in the pool joins. limit: tenant, quota_id, limit_value. pause: tenant, mode.",
                implementation = Kind.class)
        @NotNull Kind type,

        @Schema(description = "The pool.", nullable = true) @Nullable UUID poolId,

        @Schema(description = "The tenant.", nullable = true, example = "acme")
        @Pattern(regexp = TenantId.FORM, message = "must be 1 to 64 of a-z A-Z 0-9 . _ -") @Nullable String tenant,

        @Schema(description = "The quota.", nullable = true) @Nullable UUID quotaId,

        @Schema(
                description = "What there is to share.",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "240")
        @Nullable Amount capacity,

        @Schema(description = "How it is divided.", implementation = Strategy.class, nullable = true) @Nullable Strategy strategy,

        @Schema(nullable = true) @Valid @Nullable PoolOptionsRequest options,

        @Schema(
                description = "The member's part in proportion to the others'.",
                type = "number",
                nullable = true,
                example = "2")
        @DecimalMin(PoolWire.LEAST_WEIGHT) @DecimalMax(PoolWire.MAX_WEIGHT) @Digits(integer = 7, fraction = 4) @Nullable BigDecimal weight,

        @Schema(description = "Higher is served first under the strategy priority.", nullable = true, example = "10")
        @Min(-PoolWire.MAX_PRIORITY) @Max(PoolWire.MAX_PRIORITY) @Nullable Integer priority,

        @Schema(
                description = "What is kept for the member under the strategy reserved.",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "30")
        @Nullable Amount reserved,

        @Schema(
                description = "The most that the member gets; null: none.",
                type = "number",
                minimum = "0",
                implementation = BigDecimal.class,
                nullable = true,
                example = "50")
        Patch<Amount> max,

        @Schema(
                description = "What the member wants; null: what it uses and was denied.",
                type = "number",
                minimum = "0",
                implementation = BigDecimal.class,
                nullable = true,
                example = "80")
        Patch<Amount> demand,

        @Schema(
                description = "The quota's raw limit.",
                type = "number",
                minimum = "0",
                nullable = true,
                example = "150")
        @Nullable Amount limitValue,

        @Schema(
                description = "How far the tenant is paused, until it is resumed.",
                allowableValues = {"deny_new", "drain"},
                nullable = true,
                example = "deny_new")
        @Pattern(regexp = PauseRequest.MODES, message = "must be one of deny_new, drain") @Nullable String mode) {

    private static final Map<Kind, Set<String>> REQUIRED = Map.of(
            Kind.POOL, Set.of("pool_id"),
            Kind.MEMBER, Set.of("pool_id", "tenant"),
            Kind.LIMIT, Set.of("tenant", "quota_id", "limit_value"),
            Kind.PAUSE, Set.of("tenant", "mode"));

    private static final Map<Kind, Set<String>> OPTIONAL = Map.of(
            Kind.POOL, Set.of("capacity", "strategy", "options"),
            Kind.MEMBER, Set.of("weight", "priority", "reserved", "max", "demand"),
            Kind.LIMIT, Set.of(),
            Kind.PAUSE, Set.of());

    /** What a change is of. */
    public enum Kind {
        /** The terms of a pool. */
        POOL,
        /** The terms of a member. */
        MEMBER,
        /** The limit of a quota. */
        LIMIT,
        /** Whether a tenant may go on. */
        PAUSE
    }

    /** The fields that its type does not have, or lacks. */
    List<FieldError> misfits(String at) {
        List<FieldError> misfits = new ArrayList<>();
        Set<String> required = REQUIRED.getOrDefault(type, Set.of());
        Set<String> optional = OPTIONAL.getOrDefault(type, Set.of());
        written().forEach((field, there) -> {
            if (!there && required.contains(field)) {
                misfits.add(new FieldError(at + "." + field, "is missing"));
            } else if (there && !required.contains(field) && !optional.contains(field)) {
                misfits.add(new FieldError(at + "." + field, "is not a field of this type of change"));
            }
        });
        return misfits;
    }

    private Map<String, Boolean> written() {
        Map<String, Boolean> written = new LinkedHashMap<>();
        written.put("pool_id", poolId != null);
        written.put("tenant", tenant != null);
        written.put("quota_id", quotaId != null);
        written.put("capacity", capacity != null);
        written.put("strategy", strategy != null);
        written.put("options", options != null);
        written.put("weight", weight != null);
        written.put("priority", priority != null);
        written.put("reserved", reserved != null);
        written.put("max", max.present());
        written.put("demand", demand.present());
        written.put("limit_value", limitValue != null);
        written.put("mode", mode != null);
        return written;
    }

    /** What it is of, each to be changed once. */
    String target() {
        return type + " " + (type == Kind.LIMIT ? "" : poolId) + " " + (type == Kind.POOL ? "" : tenant) + " "
                + quotaId;
    }

    PoolTerms after(PoolTerms before) {
        return new PoolTerms(
                before.name(),
                before.resourceType(),
                capacity == null ? before.capacity() : capacity,
                strategy == null ? before.strategy() : strategy,
                options == null ? before.options() : options.after(before.options()));
    }

    MemberTerms after(TenantId member, @Nullable MemberTerms old) {
        MemberTerms before = old == null ? new MemberTerms(member, BigDecimal.ONE, 0, Amount.ZERO, null, null) : old;
        return new MemberTerms(
                member,
                weight == null ? before.weight() : weight,
                priority == null ? before.priority() : priority,
                reserved == null ? before.reserved() : reserved,
                max.after(before.max()),
                demand.after(before.demand()));
    }
}
