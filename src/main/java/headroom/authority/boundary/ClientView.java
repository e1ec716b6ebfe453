package headroom.authority.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client, as it is shown.
 *
 * @param clientSecret only in the answer that registered it
 */
@Schema(name = "Client", description = "Who may ask for tokens.")
public record ClientView(
        @Schema(
                description = "Names it in requests for tokens.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "scheduler")
        String clientId,

        @Schema(
                description = "Whose data its tokens are for.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "acme")
        String tenant,

        @Schema(
                description = "For people.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "The night scheduler")
        String name,

        @Schema(
                description = "What its tokens may be asked for.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"orch:read\"]")
        List<String> scopes,

        @Schema(
                description = "client_secret, or private_key_jwt.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "client_secret")
        String authentication,

        @Schema(description = "Shown this once, where one was made.", nullable = true, example = "c2VjcmV0...")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String clientSecret,

        @Schema(description = "As in the ETag.", requiredMode = Schema.RequiredMode.REQUIRED, example = "0")
        long version,

        @Schema(description = "When it was registered.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant createdAt) {
    static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    static final String ID_MESSAGE = "must be 1 to 64 of a-z A-Z 0-9 . _ -, the first a letter or digit";
    static final String SCOPE = "orch:(read|operate|quota|backfill|audit|platform)";
    static final String SCOPE_MESSAGE = "must be a scope, as orch:read";

    static ClientView of(RegisteredClient client) {
        return new ClientView(
                client.clientId(),
                client.tenant().value(),
                client.name(),
                client.scopes().stream().sorted().map(Scope::wireName).toList(),
                client.jwks() == null ? "client_secret" : "private_key_jwt",
                null,
                client.version(),
                client.createdAt());
    }

    ClientView withSecret(@Nullable String secret) {
        return new ClientView(clientId, tenant, name, scopes, authentication, secret, version, createdAt);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientView[" + clientId + "]";
    }
}
