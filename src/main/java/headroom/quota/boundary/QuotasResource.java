package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.json.Texts;
import headroom.quota.control.Quotas;
import headroom.quota.rule.EntityType;
import headroom.quota.rule.Structure;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Quotas over HTTP: parses, calls the use case, answers. */
@Path("quotas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class QuotasResource {
    @Inject
    private CreatingQuota creating;

    @Inject
    private ReadingQuotas reading;

    @Inject
    private ChangingQuota changing;

    @Inject
    private DeletingQuota deleting;

    @Inject
    private VerifyingCounters verifying;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @Operation(operationId = "createQuota", summary = "Makes a quota, alone or below another")
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "409", description = "already-exists", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "422", description = "invalid-quota, invalid-hierarchy: every broken rule", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response create(@NotNull CreateQuotaRequest request) {
        return Retries.call(() -> creating.create(tenants.call(http), request, QuotaAnswers::created)).toResponse();
    }

    @GET
    @Operation(operationId = "listQuotas", summary = "Lists quotas, in the order they were made")
    @Parameter(name = "entity_type", description = "Only of this type.", schema = @Schema(implementation = EntityType.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            headers = @Header(name = "Link", description = "rel=\"next\" where there are more.", schema = @Schema(type = "string")),
            content = @Content(array = @ArraySchema(maxItems = Parameters.MAX_LIMIT, schema = @Schema(implementation = QuotaView.class))))
    public Response list(
            @Parameter(hidden = true) @QueryParam("entity_type") @Nullable String entityType,
            @Parameter(description = "Only of this entity.", schema = @Schema(maxLength = Wire.MAX_ENTITY_ID)) @QueryParam("entity_id") @Nullable String entityId,
            @Parameter(description = "Only of this resource.", schema = @Schema(pattern = Wire.RESOURCE_TYPE)) @QueryParam("resource_type") @Nullable String resourceType,
            @Parameter(description = "Only directly below this quota.", schema = @Schema(format = "uuid")) @QueryParam("parent_id") @Nullable String parentId,
            @Parameter(description = Wire.LIMIT, schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "100")) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Wire.CURSOR) @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(
                uri, Set.of("entity_type", "entity_id", "resource_type", "parent_id", "limit", "cursor"));
        Quotas.Filter filter = new Quotas.Filter(
                parameters.read("entity_type", text -> Texts.constant(EntityType.class, text)),
                parameters.read("entity_id", text -> text),
                parameters.read("resource_type", text -> text),
                parameters.read("parent_id", Texts::uuid));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        List<QuotaView> found = reading.page(tenant, filter, after, size + 1).stream()
                .map(PlacedQuota::view)
                .toList();
        return Page.of(uri, found, size, quota -> quota.id().toString()).toResponse();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getQuota", summary = "Shows a quota")
    @ApiResponse(
            responseCode = "200",
            description = "The quota.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "404", description = "not-found", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response get(@Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.shown(reading.find(tenants.resolve(http), Parameters.id(id))).toResponse();
    }

    @PUT
    @Path("{id}")
    @Operation(operationId = "changeQuota", summary = "Changes a quota: its limits, its tree's period, its place")
    @ApiResponse(
            responseCode = "200",
            description = "Changed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "404", description = "not-found", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "409", description = "quota-exceeded: a move would overfill the new path", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "422", description = "invalid-quota, invalid-hierarchy: every broken rule; nothing was changed", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response change(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = Wire.IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull ChangeQuotaRequest request) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        return QuotaAnswers.shown(Retries.call(() -> changing.change(tenant, quotaId, expected, request)))
                .toResponse();
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteQuota", summary = "Deletes a quota; its history stays")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "409", description = "has-children, has-live-allocations", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response delete(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "Whether to delete all below it too.", schema = @Schema(type = "boolean", defaultValue = "false")) @QueryParam("cascade") @Nullable String cascade,
            @Parameter(description = Wire.IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        Parameters parameters = Parameters.of(uri, Set.of("cascade"));
        boolean all = parameters.flag("cascade").orElse(false);
        parameters.check();
        Outcome<Integer> outcome = Retries.call(() -> deleting.delete(tenant, quotaId, expected, all));
        return outcome.<Answer>fold(deleted -> Answer.noContent(), QuotaAnswers::refused).toResponse();
    }

    @GET
    @Path("{id}/usage")
    @Operation(operationId = "getUsage", summary = "Shows how a quota stands")
    @ApiResponse(responseCode = "200", description = "How it stands.", content = @Content(schema = @Schema(implementation = UsageView.class)))
    @ApiResponse(responseCode = "404", description = "not-found", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response usage(@Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return QuotaAnswers.ok(reading.usage(tenants.resolve(http), Parameters.id(id))).toResponse();
    }

    @GET
    @Path("{id}/tree")
    @Operation(operationId = "getTree", summary = "Shows a quota with what is below it")
    @ApiResponse(responseCode = "200", description = "The tree.", content = @Content(schema = @Schema(implementation = TreeView.class)))
    @ApiResponse(responseCode = "404", description = "not-found", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    @ApiResponse(responseCode = "422", description = "too-many-nodes: more than 10,000", content = @Content(mediaType = Answer.PROBLEM_JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response tree(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "Levels, the quota's own counted.", schema = @Schema(type = "integer", minimum = "1", maximum = "16", defaultValue = "16")) @QueryParam("depth") @Nullable String depth,
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

    @POST
    @Path("verify")
    @Operation(operationId = "verifyCounters", summary = "Adds up all allocations of the tenant and compares with the counters")
    @ApiResponse(responseCode = "200", description = "What was found.", content = @Content(schema = @Schema(implementation = VerifyView.class)))
    public Response verify() {
        return verifying.verify(tenants.call(http)).toResponse();
    }
}
