package headroom.throttle.boundary;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
import headroom.throttle.control.Permits.Sought;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Permits for jobs over HTTP: parses, calls the use case, answers. */
@Path("permits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Permits")
public class PermitsResource {
    private static final String ID = "The permit.";

    @Inject
    private DecidingPermits deciding;

    @Inject
    private ReadingPermits reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "askPermit",
            summary = "Asks whether a job may begin: granted by all throttles that match, or charged to none")
    @ApiResponse(
            responseCode = "201",
            description = "It may; durable.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(
                        name = "RateLimit-Policy",
                        description = "Each limit that matches: \"id/kind\";q=limit;w=seconds.",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "RateLimit",
                        description = "What is left of each: \"id/kind\";r=left;t=seconds.",
                        schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = PermitView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "tenant-paused")
    @ApiResponse(responseCode = "422", description = "beyond-maximum: it costs more than a throttle ever holds")
    @ApiResponse(
            responseCode = "429",
            description = "throttled, with the throttle that binds, retry_at, RateLimit-Policy and RateLimit")
    public Response ask(@RequestBody(required = true) @Nullable AskPermitRequest body) {
        AskPermitRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        return deciding.ask(call, request).toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listPermits", summary = "Lists live permits, the oldest first")
    @Parameter(name = "job_type", description = "Of this job type.", schema = @Schema(type = "string"))
    @Parameter(name = "source", description = "From this source.", schema = @Schema(type = "string"))
    @Parameter(
            name = "throttle_id",
            description = "Counted by this throttle.",
            schema = @Schema(type = "string", format = "uuid"))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = PermitView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("job_type", "source", "throttle_id", "limit", "cursor"));
        Sought sought = new Sought(
                parameters.read("job_type", Function.identity()).orElse(null),
                parameters.read("source", Function.identity()).orElse(null),
                parameters.read("throttle_id", Texts::uuid).orElse(null));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        List<PermitView> found = reading.live(tenant, sought, after, size + 1);
        return Page.of(uri, found, size, permit -> permit.permitId().toString()).toResponse();
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getPermit", summary = "Shows a permit, for 24 h after its end")
    @ApiResponse(
            responseCode = "200",
            description = "The permit.",
            content = @Content(schema = @Schema(implementation = PermitView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return reading.find(tenant, Parameters.id(id))
                .<Answer>fold(permit -> Answer.of(200, permit), Problems::answer)
                .toResponse();
    }

    @POST
    @Path("{id}/end")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "endPermit", summary = "Ends a permit, once")
    @ApiResponse(
            responseCode = "200",
            description = "Ended.",
            content = @Content(schema = @Schema(implementation = PermitView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "already-ended, with the permit as it ended")
    public Response end(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable EndPermitRequest body) {
        EndPermitRequest request = JsonBody.required(body);
        UUID permit = Parameters.id(id);
        Call call = tenants.call(http);
        return deciding.end(call, permit, request).toResponse();
    }
}
