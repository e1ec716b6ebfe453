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
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "acme")
        String id,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Acme Research")
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) SettingsView settings,

        @Schema(description = "How it is paused; absent when it is not.", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PauseView pause,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long version,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant createdAt,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant updatedAt) {

    /** What a tenant has settled. */
    @Schema(name = "TenantSettings", description = "What a tenant has settled.")
    public record SettingsView(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            ChildLimits childLimits,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, type = "object", description = "By resource type.")
            Map<String, Amount> maximums,

            @Schema(nullable = true) @Nullable String ticketPattern) {}

    /** How a tenant is paused. */
    @Schema(name = "TenantPause", description = "How a tenant is paused.")
    public record PauseView(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
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
