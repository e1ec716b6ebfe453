package headroom.audit.boundary;

import headroom.audit.control.proof.SignedHead;
import headroom.platform.http.JsonBody;
import headroom.platform.http.MaxBody;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trail is to be held to besides what is stored with it. */
@MaxBody(value = MaxBody.BATCH_BYTES, optional = true)
@Schema(description = "What the trail is to be held to besides what is stored with it.")
public record VerifyTrailRequest(
        @ArraySchema(
                arraySchema =
                        @Schema(
                                description = "Anchors that were kept elsewhere, as from the log; at most 1000.",
                                nullable = true),
                schema = @Schema(description = "A compact JWS.", type = "string"))
        @Size(max = VerifyTrailRequest.MAX_ANCHORS) @Nullable List<@NotNull @Size(min = 1, max = SignedHead.MAX_LENGTH) String> anchors)
        implements JsonBody {
    static final int MAX_ANCHORS = 1_000;
}
