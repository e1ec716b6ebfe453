package headroom.authority.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import headroom.platform.json.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client to be registered. */
@MaxBody
@Schema(description = "A client to be registered for the tenant of the call.")
public record RegisterClientRequest(
        @Schema(description = "As the client names itself; made when absent.", example = "scheduler", nullable = true)
        @Pattern(regexp = ClientView.ID, message = ClientView.ID_MESSAGE) @Nullable String clientId,

        @Schema(description = "For people.", example = "The scheduler of Acme") @NotNull @Size(min = 1, max = 128) String name,

        @Schema(description = "What it may ask for.", example = "[\"orch:read\", \"orch:operate\"]")
        @NotNull @Size(min = 1, max = 6) List<@NotNull @Pattern(regexp = ClientView.SCOPE, message = ClientView.SCOPE_MESSAGE) String> scopes,

        @Schema(
                type = "object",
                description = "Its public keys as a JWK set, for private_key_jwt. Without them a secret is made.",
                nullable = true)
        @Nullable Metadata jwks)
        implements JsonBody {

    /** What it may ask for, each once. */
    Set<Scope> scopeSet() {
        return scopes.stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
