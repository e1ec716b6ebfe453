package headroom.throttle.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import headroom.throttle.rule.Mode;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** The throttles of a tenant, or of the platform, over HTTP: parses, calls the use case, answers. */
@Path("throttles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Throttles")
public class ThrottlesResource {
    @Inject
    private CreatingThrottles creating;

    @Inject
    private ReadingThrottles reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "createThrottle",
            summary = "Makes a throttle; what is live and matches is counted from the start")
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = ThrottleView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(
            responseCode = "409",
            description =
                    "already-exists (throttle_id): one of this mode for this job_type and source; conflict: there are as many as may be")
    public Response create(@RequestBody(required = true) @Nullable CreateThrottleRequest body) {
        CreateThrottleRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        return Retries.call(() -> creating.create(call, request, ThrottlesResource::created))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listThrottles", summary = "Lists throttles, the oldest first")
    @Parameter(
            name = "tenant",
            description = "* for the platform's (needs orch:platform).",
            schema = @Schema(type = "string", allowableValues = "*"))
    @Parameter(
            name = "job_type",
            description = "Aimed at just this, as it is written.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "source",
            description = "Aimed at just this, as it is written.",
            schema = @Schema(type = "string"))
    @Parameter(name = "mode", description = "In this mode.", schema = @Schema(implementation = Mode.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ThrottleView.class))))
    public Response list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        ThrottleList wanted = ThrottleList.of(tenants.resolve(http), uri);
        return wanted.page(uri, reading.page(wanted), ThrottleView::id).toResponse();
    }

    private static Answer created(Outcome<ThrottleView> outcome) {
        return outcome.fold(
                throttle -> Answer.of(201, throttle)
                        .withVersion(throttle.version())
                        .withHeader("Location", "/api/v1/throttles/" + throttle.id()),
                Problems::answer);
    }
}
