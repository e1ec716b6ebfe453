package headroom.breaker.boundary;

import headroom.breaker.boundary.SettlingDefaults.Settled;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** How a tenant's breakers begin, over HTTP. */
@Path("breakers/defaults")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakerDefaultsResource {
    @Inject
    private SettlingDefaults settling;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getBreakerDefaults", summary = "Shows how breakers begin that nobody configures")
    @ApiResponse(
            responseCode = "200",
            description = "The tenant's default configuration, or the service's where it has settled none.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = ConfigurationView.class)))
    public Response get() {
        return shown(settling.find(tenants.resolve(http))).toResponse();
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "settleBreakerDefaults",
            summary = "Settles how breakers begin that nobody configures; those that there are stay as they are")
    @ApiResponse(
            responseCode = "200",
            description = "Settled.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = ConfigurationView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "conflict: two at once")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response settle(
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ConfigurationRequest body) {
        ConfigurationRequest request = JsonBody.required(body);
        TenantId tenant = tenants.resolve(http);
        return settling.settle(tenant, ExpectedVersion.of(ifMatch), request)
                .<Answer>fold(BreakerDefaultsResource::shown, BreakerRefusals::refused)
                .toResponse();
    }

    private static Answer shown(Settled settled) {
        return Answer.of(200, settled.view()).withVersion(settled.version());
    }
}
