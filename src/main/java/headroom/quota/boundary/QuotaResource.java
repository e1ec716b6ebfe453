package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.rule.Structure;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One quota over HTTP: parses, calls the use case, answers. */
@Path("quotas/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class QuotaResource {
    @Inject
    private ReadingQuotas reading;

    @Inject
    private TakingTurns turns;

    @Inject
    private ChangingQuota changing;

    @Inject
    private DeletingQuota deleting;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getQuota", summary = "Shows a quota")
    @ApiResponse(
            responseCode = "200",
            description = "The quota.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.shown(reading.find(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "changeQuota", summary = "Changes a quota: its limits, its tree's period, its place")
    @ApiResponse(
            responseCode = "200",
            description = "Changed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "quota-exceeded: a move would overfill the new path")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    @ApiResponse(
            responseCode = "422",
            description = "invalid-quota, invalid-hierarchy: every broken rule; nothing was changed")
    public Response change(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = Wire.IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ChangeQuotaRequest body) {
        ChangeQuotaRequest request = JsonBody.required(body);
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        return QuotaAnswers.shown(turns.of(tenant, quotaId, () -> changing.change(tenant, quotaId, expected, request)))
                .toResponse();
    }

    @DELETE
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "deleteQuota", summary = "Deletes a quota; its history stays")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(
            responseCode = "409",
            description = "has-children, has-live-allocations; conflict: a pool's budget was consumed under it")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(
                            description = "Whether to delete all below it too.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @QueryParam("cascade")
                    @Nullable String cascade,
            @Parameter(description = Wire.IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        Parameters parameters = Parameters.of(uri, Set.of("cascade"));
        boolean all = parameters.flag("cascade").orElse(false);
        parameters.check();
        Outcome<Integer> outcome = turns.of(tenant, quotaId, () -> deleting.delete(tenant, quotaId, expected, all));
        return outcome.<Answer>fold(deleted -> Answer.noContent(), QuotaAnswers::refused)
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Path("usage")
    @Operation(operationId = "getUsage", summary = "Shows how a quota stands")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands.",
            content = @Content(schema = @Schema(implementation = UsageView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response usage(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.ok(reading.usage(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Path("tree")
    @Operation(operationId = "getTree", summary = "Shows a quota with what is below it")
    @ApiResponse(
            responseCode = "200",
            description = "The tree.",
            content = @Content(schema = @Schema(implementation = TreeView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "422", description = "too-many-nodes: more than 10,000")
    public Response tree(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(
                            description = "Levels, the quota's own counted.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "16", defaultValue = "16"))
                    @QueryParam("depth")
                    @Nullable String depth,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        Parameters parameters = Parameters.of(uri, Set.of("depth"));
        int levels = parameters
                .read("depth", text -> Parameters.inRange(Texts.integer(text), 1, Structure.MAX_DEPTH))
                .orElse(Structure.MAX_DEPTH);
        parameters.check();
        return QuotaAnswers.ok(reading.tree(tenant, quotaId, levels)).toResponse();
    }
}
