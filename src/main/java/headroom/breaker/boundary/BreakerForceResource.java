package headroom.breaker.boundary;

import headroom.breaker.entity.ServiceKey;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What a person does to a breaker, over HTTP. */
@Path("breakers/{service}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakerForceResource {
    @Inject
    private ForcingBreakers forcing;

    @Inject
    private RefreshingBreakers refreshing;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @Path("force")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "forceBreaker",
            summary = "Lays a mode on top of what the evidence says; reason and ticket come from the token")
    @ApiResponse(
            responseCode = "200",
            description = "Forced.",
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response force(
            @Parameter(description = BreakerResource.SERVICE) @PathParam("service") String service,
            @RequestBody(required = true) @Nullable ForceRequest body) {
        ForceRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        ServiceKey key = BreakerRefusals.key(call.tenant(), service);
        return shown(key, forcing.force(call, key, request, BreakerForceResource::answer));
    }

    @DELETE
    @Path("force")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "endBreakerForce",
            summary = "Ends the mode: forced open becomes half open, anything else what is computed")
    @ApiResponse(
            responseCode = "200",
            description = "Automatic.",
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response endForce(@Parameter(description = BreakerResource.SERVICE) @PathParam("service") String service) {
        ServiceKey key = BreakerRefusals.key(tenants.resolve(http), service);
        return shown(key, answer(forcing.endMode(key)));
    }

    @POST
    @Path("reset")
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "resetBreaker", summary = "Closes a breaker and forgets its counts; its mode stays")
    @ApiResponse(
            responseCode = "200",
            description = "Reset.",
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response reset(@Parameter(description = BreakerResource.SERVICE) @PathParam("service") String service) {
        Call call = tenants.call(http);
        ServiceKey key = BreakerRefusals.key(call.tenant(), service);
        return shown(key, forcing.reset(call, key, BreakerForceResource::answer));
    }

    private Response shown(ServiceKey key, Answer answer) {
        refreshing.reread(key);
        return answer.toResponse();
    }

    private static Answer answer(Outcome<BreakerView> outcome) {
        return outcome.fold(view -> Answer.of(200, view), BreakerRefusals::refused);
    }
}
