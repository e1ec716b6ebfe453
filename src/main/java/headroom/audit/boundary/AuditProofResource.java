package headroom.audit.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import headroom.platform.keys.KeyPurpose;
import headroom.platform.keys.SigningKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proof of the audit trail over HTTP, and the keys to prove it elsewhere. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Audit")
public class AuditProofResource {
    @Inject
    private VerifyingTrail verifying;

    @Inject
    private SigningKeys keys;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @Path("verify")
    @RequiresScope(Scope.AUDIT)
    @Operation(
            operationId = "verifyAudit",
            summary = "Computes every hash of the tenant's trail anew, and compares with links, head and anchors")
    @ApiResponse(
            responseCode = "200",
            description = "What was found.",
            content = @Content(schema = @Schema(implementation = VerdictView.class)))
    public Response verify(@RequestBody @Nullable VerifyTrailRequest body) {
        Call call = tenants.call(http);
        List<String> anchors = body == null || body.anchors() == null ? List.of() : body.anchors();
        return verifying.verify(call, anchors).toResponse();
    }

    @GET
    @Path("keys")
    @RequiresScope(Scope.AUDIT)
    @Operation(operationId = "getAuditKeys", summary = "Shows the public keys that anchors are verified with")
    @ApiResponse(
            responseCode = "200",
            description = "The keys.",
            content = @Content(schema = @Schema(implementation = KeySetView.class)))
    public Response keys() {
        tenants.resolve(http);
        return Answer.of(200, KeySetView.of(keys.published(KeyPurpose.AUDIT))).toResponse();
    }
}
