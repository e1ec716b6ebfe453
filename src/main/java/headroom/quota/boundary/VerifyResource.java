package headroom.quota.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The proof of the counters over HTTP. */
@Path("quotas/verify")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class VerifyResource {
    @Inject
    private VerifyingCounters verifying;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "verifyCounters",
            summary = "Adds up all allocations of the tenant and compares with the counters")
    @ApiResponse(
            responseCode = "200",
            description = "What was found.",
            content = @Content(schema = @Schema(implementation = VerifyView.class)))
    public Response verify() {
        return verifying.verify(tenants.call(http)).toResponse();
    }
}
