package headroom.tenant.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Amount;
import headroom.tenant.control.MaximumsText;
import headroom.tenant.entity.Tenant;
import headroom.tenant.rule.ChildLimits;
import headroom.tenant.rule.PauseMode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tenant, as it is shown. */
@Schema(name = "Tenant", description = "One customer of the service.")
public record TenantView(
        @Schema(description = "Names the tenant.", requiredMode = Schema.RequiredMode.REQUIRED, example = "acme")
        String id,

        @Schema(description = "For people.", requiredMode = Schema.RequiredMode.REQUIRED, example = "Acme Research")
        String name,

        @Schema(description = "What it has settled.", requiredMode = Schema.RequiredMode.REQUIRED)
        SettingsView settings,

        @Schema(description = "How it is paused; absent when it is not.", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PauseView pause,

        @Schema(description = "As in the ETag.", requiredMode = Schema.RequiredMode.REQUIRED, example = "3")
        long version,

        @Schema(description = "When it was registered.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant createdAt,

        @Schema(description = "When it was changed last.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant updatedAt) {

    /** What a tenant has settled. */
    @Schema(name = "TenantSettings", description = "What a tenant has settled.")
    public record SettingsView(
            @Schema(
                    description = "Whether a child's limit must be at most its parent's (Q4).",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    implementation = ChildLimits.class)
            ChildLimits childLimits,

            @Schema(
                    description = "The largest limit, effective limit and burst limit of a quota, by resource type.",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    implementation = Object.class,
                    example = "{\"gpu_hours\": 5000}")
            Map<String, Amount> maximums,

            @Schema(
                    description = "What the whole of a ticket must match; any will do when null.",
                    nullable = true,
                    example = "[A-Z]+-[0-9]+")
            @Nullable String ticketPattern) {}

    /** How a tenant is paused. */
    @Schema(name = "TenantPause", description = "How a tenant is paused.")
    public record PauseView(
            @Schema(description = "How far.", requiredMode = Schema.RequiredMode.REQUIRED)
            PauseMode mode,

            @Schema(description = "When it ends by itself; null when it does not.", nullable = true) @Nullable Instant until) {}

    static TenantView of(Tenant tenant, Instant now) {
        Tenant.Settings settings = tenant.settings();
        Pause pause = new Pause(tenant.pausedMode().orElse(null), tenant.pausedUntil());
        return new TenantView(
                tenant.id(),
                settings.name(),
                new SettingsView(
                        settings.childLimits(),
                        new TreeMap<>(MaximumsText.parse(settings.maximums()).byResourceType()),
                        settings.ticketPattern()),
                pause.at(now).map(mode -> new PauseView(mode, pause.until())).orElse(null),
                tenant.version(),
                tenant.createdAt(),
                tenant.updatedAt());
    }
}
