package headroom.throttle.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import headroom.throttle.rule.Mode;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** What of throttles is in use, over HTTP. */
@Path("throttles/summaries")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Throttles")
public class ThrottleSummariesResource {
    @Inject
    private ReadingThrottles reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listThrottleSummaries", summary = "Lists what of throttles is in use, the oldest first")
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
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ThrottleSummaryView.class))))
    public Response summaries(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        ThrottleList wanted = ThrottleList.of(tenants.resolve(http), uri);
        return wanted.page(uri, reading.summaries(wanted), ThrottleSummaryView::throttleId)
                .toResponse();
    }
}
