package headroom.quota.boundary;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.rule.WaitingState;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for amounts that wait, over HTTP: parses, calls the use case, answers. */
@Path("allocations/waiting")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Allocations")
public class WaitingResource {
    private static final String ID = "The request.";

    @Inject
    private EndingWaiting ending;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listWaiting", summary = "Lists requests that wait, in the order in which they came")
    @Parameter(
            name = "state",
            description = "In this state; those that wait when absent. Ended ones are kept for 7 days.",
            schema = @Schema(implementation = WaitingState.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = WaitingView.class))))
    public Response list(
            @Parameter(hidden = true) @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("state", "limit", "cursor"));
        WaitingState shown = parameters
                .read("state", text -> Texts.constant(WaitingState.class, text))
                .orElse(WaitingState.WAITING);
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        List<WaitingView> found = ending.page(tenant, shown, after, size + 1);
        return Page.of(uri, found, size, request -> request.id().toString()).toResponse();
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getWaiting", summary = "Shows a request that waits, or what became of it")
    @ApiResponse(
            responseCode = "200",
            description = "The request.",
            content = @Content(schema = @Schema(implementation = WaitingView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.ok(ending.find(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }

    @DELETE
    @Path("{id}")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "cancelWaiting", summary = "Takes a request that waits back")
    @ApiResponse(
            responseCode = "200",
            description = "Taken back.",
            content = @Content(schema = @Schema(implementation = WaitingView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: it waits no more")
    public Response cancel(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.ok(ending.cancel(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }
}
