package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The limits of a quota that are other for a while, over HTTP: parses, calls the use case, answers. */
@Path("quotas/{id}/overrides")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class OverridesResource {
    @Inject
    private OverridingLimits overriding;

    @Inject
    private TakingTurns turns;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "overrideLimit", summary = "Makes a quota's limit another one for a while")
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = OverrideView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: an absolute override overlaps, or there are too many")
    @ApiResponse(responseCode = "422", description = "beyond-maximum")
    public Response add(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable OverrideRequest body) {
        OverrideRequest request = JsonBody.required(body);
        UUID quotaId = Parameters.id(id);
        Call call = tenants.call(http);
        return turns.of(
                        call.tenant(),
                        quotaId,
                        () -> overriding.add(call, quotaId, request, outcome -> made(quotaId, outcome)))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listLimitOverrides",
            summary = "Lists the overrides of a quota's limit, in force or to come")
    @ApiResponse(
            responseCode = "200",
            description = "By when they begin; at most 100.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = OverrideView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response list(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.ok(overriding.list(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }

    @DELETE
    @Path("{override}")
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "cancelLimitOverride", summary = "Takes an override of a quota's limit back")
    @ApiResponse(responseCode = "204", description = "Taken back: from now on it is not in force.")
    @ApiResponse(responseCode = "404", description = "not-found: never was, or is over")
    public Response cancel(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The override.", schema = @Schema(format = "uuid")) @PathParam("override")
                    String override) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        UUID overrideId = Parameters.id(override);
        return turns.of(tenant, quotaId, () -> overriding.cancel(tenant, quotaId, overrideId))
                .<Answer>fold(cancelled -> Answer.noContent(), QuotaAnswers::refused)
                .toResponse();
    }

    private static Answer made(UUID quotaId, Outcome<OverrideView> outcome) {
        return outcome.fold(
                made -> Answer.of(201, made)
                        .withHeader("Location", "/api/v1/quotas/" + quotaId + "/overrides/" + made.id()),
                QuotaAnswers::refused);
    }
}
