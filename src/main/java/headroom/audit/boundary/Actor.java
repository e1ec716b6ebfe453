package headroom.audit.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import headroom.kernel.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param subject whom the token speaks for
 * @param clientId to whom it was issued
 * @param tokenHash SHA-256 of the token's id; null where there was no token
 */
@Schema(name = "AuditActor", description = "Who did it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Actor(
        @Schema(description = "Whom the token speaks for.", example = "ops@acme.example")
        String subject,

        @Schema(description = "To whom the token was issued.", example = "quota-cli")
        String clientId,

        @Schema(
                description = "SHA-256 of the token's id; absent where there was no token.",
                nullable = true,
                example = "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9")
        @Nullable String tokenHash) {
    /** The service itself: what time alone brings about. */
    public static final Actor SERVICE = new Actor("headroom", "headroom", null);

    static Actor of(Caller caller) {
        return new Actor(caller.subject(), caller.clientId(), caller.tokenHash());
    }
}
