package headroom.governance.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pool over HTTP: parses, calls the use case, answers. */
@Path("pools/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Pools")
public class PoolResource {
    private static final String ID = "The pool.";

    @Inject
    private ConfiguringPools configuring;

    @Inject
    private ReadingPools reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "getPool",
            summary = "Shows a pool: capacity, shares, usage, demand, who borrows from whom")
    @ApiResponse(
            responseCode = "200",
            description = "The pool.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PoolView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return shown(reading.find(PoolsResource.onlooker(tenant), Parameters.id(id)));
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "changePool", summary = "Changes a pool, its strategy, its members; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "Changed, and its shares settled.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PoolView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "already-exists: the name is taken")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    @ApiResponse(
            responseCode = "422",
            description = "invalid-pool: every broken rule, everybody who cannot be a member")
    public Response change(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ChangePoolRequest body) {
        ChangePoolRequest request = JsonBody.required(body);
        TenantId platform = PlatformCallers.required();
        UUID pool = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        return shown(Retries.call(() -> configuring.change(platform, pool, expected, request)));
    }

    @DELETE
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "deletePool",
            summary = "Deletes a pool: its members are bound by their limits alone; for the platform")
    @ApiResponse(responseCode = "204", description = "Deleted; its runs are kept for a while.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch) {
        TenantId platform = PlatformCallers.required();
        UUID pool = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        return Retries.call(() -> configuring.remove(platform, pool, expected))
                .<Answer>fold(removed -> Answer.noContent(), Problems::answer)
                .toResponse();
    }

    @GET
    @Path("/runs")
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listPoolRuns",
            summary = "Lists the runs of a pool, the newest first, also when it has been deleted; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = RunSummaryView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response runs(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        PlatformCallers.required();
        UUID pool = Parameters.id(id);
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        Optional<Long> before = parameters.cursor(Long::valueOf);
        parameters.check();
        return reading.runs(pool, before, size + 1)
                .fold(found -> Page.of(uri, found, size, run -> Long.toString(run.number())), Problems::answer)
                .toResponse();
    }

    @GET
    @Path("/runs/{number}")
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "getPoolRun",
            summary = "Shows a run with its inputs, divided again, also of a deleted pool; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "The run.",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: never was, or is no longer kept")
    public Response run(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The run's number.", schema = @Schema(type = "integer", format = "int64"))
                    @PathParam("number")
                    String number) {
        PlatformCallers.required();
        return reading.run(Parameters.id(id), Parameters.number("number", number))
                .<Answer>fold(run -> Answer.of(200, run), Problems::answer)
                .toResponse();
    }

    /** A pool with its version, or why there is none to show. */
    static Response shown(Outcome<PoolView> outcome) {
        return outcome.<Answer>fold(pool -> Answer.of(200, pool).withVersion(pool.version()), Problems::answer)
                .toResponse();
    }
}
