package headroom.tenant.boundary;

import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.tenant.entity.Tenant;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A change of a tenant: what is absent stays. */
@MaxBody
@Schema(description = "A change of a tenant: what is absent stays as it is.")
public record ChangeTenantRequest(
        @Schema(description = "The tenant's id, as in the path; it never changes.", nullable = true, example = "acme")
        @Nullable String id,

        @Schema(description = "For people.", nullable = true, example = "Acme Research")
        @Size(min = 1, max = MAX_NAME) @Nullable String name,

        @Schema(nullable = true) @Valid @Nullable SettingsRequest settings)
        implements JsonBody {
    static final int MAX_NAME = 128;

    /** The settings after the change. */
    Tenant.Settings after(Tenant.Settings before) {
        Tenant.Settings settled = settings == null ? before : settings.after(before);
        return new Tenant.Settings(
                name == null ? settled.name() : name,
                settled.childLimits(),
                settled.maximums(),
                settled.ticketPattern());
    }
}
