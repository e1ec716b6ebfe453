package headroom.tenant.boundary;

import headroom.kernel.TenantId;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A tenant to be registered. */
@MaxBody
@Schema(description = "A tenant to be registered.")
public record RegisterTenantRequest(
        @Schema(description = "Names the tenant in tokens and paths, for ever.", example = "acme")
        @NotNull @Pattern(regexp = TenantId.FORM, message = "must be 1 to 64 of a-z A-Z 0-9 . _ -, the first a letter or digit") String id,

        @Schema(description = "For people.", example = "Acme Research")
        @NotNull @Size(min = 1, max = ChangeTenantRequest.MAX_NAME) String name,

        @Schema(description = "Defaults when absent.", nullable = true) @Valid @Nullable SettingsRequest settings)
        implements JsonBody {}
