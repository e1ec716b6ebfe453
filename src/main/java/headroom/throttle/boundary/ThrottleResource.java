package headroom.throttle.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One throttle over HTTP: parses, calls the use case, answers. */
@Path("throttles/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Throttles")
public class ThrottleResource {
    private static final String ID = "The throttle.";
    private static final String IF_MATCH = "The ETag that it must still have; any when absent.";

    @Inject
    private ReadingThrottles reading;

    @Inject
    private ChangingThrottles changing;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getThrottle", summary = "Shows a throttle")
    @ApiResponse(
            responseCode = "200",
            description = "The throttle.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = ThrottleView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return shown(reading.find(tenant, Parameters.id(id))).toResponse();
    }

    @GET
    @Path("summary")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getThrottleSummary", summary = "Shows what of a throttle is in use")
    @ApiResponse(
            responseCode = "200",
            description = "What is in use.",
            content = @Content(schema = @Schema(implementation = ThrottleSummaryView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response summary(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return reading.summary(tenant, Parameters.id(id))
                .<Answer>fold(summary -> Answer.of(200, summary), Problems::answer)
                .toResponse();
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "changeThrottle", summary = "Changes a throttle; what of it is in use stays")
    @ApiResponse(
            responseCode = "200",
            description = "Changed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = ThrottleView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(
            responseCode = "409",
            description = "already-exists (throttle_id): one of the new mode for this job_type and source")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response change(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ChangeThrottleRequest body) {
        ChangeThrottleRequest request = JsonBody.required(body);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        UUID throttle = Parameters.id(id);
        TenantId tenant = tenants.resolve(http);
        return shown(Retries.call(() -> changing.change(tenant, throttle, expected, request)))
                .toResponse();
    }

    @DELETE
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "deleteThrottle", summary = "Deletes a throttle; permits that it counted go on")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        UUID throttle = Parameters.id(id);
        TenantId tenant = tenants.resolve(http);
        return Retries.call(() -> changing.delete(tenant, throttle, expected))
                .<Answer>fold(deleted -> Answer.noContent(), Problems::answer)
                .toResponse();
    }

    @POST
    @Path("pause")
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "pauseThrottle", summary = "Switches a throttle off: it refuses and counts nothing")
    @ApiResponse(
            responseCode = "200",
            description = "Switched off.",
            content = @Content(schema = @Schema(implementation = ThrottleView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response pause(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        UUID throttle = Parameters.id(id);
        Call call = tenants.call(http);
        return Retries.call(() -> changing.pause(call, throttle, ThrottleResource::shown))
                .toResponse();
    }

    @POST
    @Path("resume")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "resumeThrottle",
            summary = "Switches a throttle on again; what is live by then and matches is counted")
    @ApiResponse(
            responseCode = "200",
            description = "Switched on.",
            content = @Content(schema = @Schema(implementation = ThrottleView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response resume(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        UUID throttle = Parameters.id(id);
        Call call = tenants.call(http);
        return Retries.call(() -> changing.resume(call, throttle, ThrottleResource::shown))
                .toResponse();
    }

    private static Answer shown(Outcome<ThrottleView> outcome) {
        return outcome.fold(throttle -> Answer.of(200, throttle).withVersion(throttle.version()), Problems::answer);
    }
}
