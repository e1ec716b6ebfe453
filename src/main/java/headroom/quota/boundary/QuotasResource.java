package headroom.quota.boundary;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.control.Quotas;
import headroom.quota.rule.EntityType;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** The quotas of a tenant over HTTP: parses, calls the use case, answers. */
@Path("quotas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class QuotasResource {
    @Inject
    private TakingTurns turns;

    @Inject
    private CreatingQuota creating;

    @Inject
    private ReadingQuotas reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "createQuota", summary = "Makes a quota, alone or below another")
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = QuotaView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "already-exists")
    @ApiResponse(responseCode = "422", description = "invalid-quota, invalid-hierarchy: every broken rule")
    public Response create(@RequestBody(required = true) @Nullable CreateQuotaRequest body) {
        CreateQuotaRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        return turns.of(call.tenant(), request.parentId(), () -> creating.create(call, request, QuotaAnswers::created))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listQuotas", summary = "Lists quotas, in the order they were made")
    @Parameter(
            name = "entity_type",
            description = "Only of this type.",
            schema = @Schema(implementation = EntityType.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = QuotaView.class))))
    public Response list(
            @Parameter(hidden = true) @QueryParam("entity_type") @Nullable String entityType,
            @Parameter(description = "Only of this entity.", schema = @Schema(maxLength = Wire.MAX_ENTITY_ID))
                    @QueryParam("entity_id")
                    @Nullable String entityId,
            @Parameter(description = "Only of this resource.", schema = @Schema(pattern = Wire.RESOURCE_TYPE))
                    @QueryParam("resource_type")
                    @Nullable String resourceType,
            @Parameter(description = "Only directly below this quota.", schema = @Schema(format = "uuid"))
                    @QueryParam("parent_id")
                    @Nullable String parentId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters =
                Parameters.of(uri, Set.of("entity_type", "entity_id", "resource_type", "parent_id", "limit", "cursor"));
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
}
