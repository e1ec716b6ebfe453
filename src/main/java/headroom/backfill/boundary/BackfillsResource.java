package headroom.backfill.boundary;

import headroom.audit.boundary.AuditTrail;
import headroom.backfill.control.Backfills;
import headroom.backfill.rule.BackfillState;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.boundary.QuotaAnswers;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The backfills of a tenant over HTTP: parses, calls the use case, answers. */
@Path("backfills")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Backfills")
public class BackfillsResource {
    @Inject
    private StartingBackfills starting;

    @Inject
    private ReadingBackfills reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.BACKFILL)
    @Operation(operationId = "startBackfill", summary = "Starts to read a window of a source again")
    @ApiResponse(
            responseCode = "201",
            description = "Started.",
            headers = @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(
            responseCode = "409",
            description =
                    "already-exists: the same window is live; conflict: live ones overlap, or there are too many; quota-exceeded; tenant-paused")
    @ApiResponse(responseCode = "422", description = "invalid-quota: it cannot be charged there")
    public Response start(@RequestBody(required = true) @Nullable StartBackfillRequest body) {
        StartBackfillRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        // The gate lets nobody pass to this route whose token does not say why.
        Purpose purpose = Objects.requireNonNull(AuditTrail.purpose(Scope.BACKFILL));
        return Retries.call(() -> starting.start(call, request, purpose, BackfillsResource::started))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listBackfills", summary = "Lists backfills, the newest first")
    @Parameter(
            name = "state",
            description = "Only in this state.",
            schema = @Schema(implementation = BackfillState.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = BackfillView.class))))
    public Response list(
            @Parameter(description = "Only of this source.") @QueryParam("source") @Nullable String source,
            @Parameter(hidden = true) @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("source", "state", "limit", "cursor"));
        Backfills.Filter filter = new Backfills.Filter(
                parameters.read("source", text -> text),
                parameters.read("state", text -> Texts.constant(BackfillState.class, text)));
        int size = parameters.limit();
        Optional<UUID> before = parameters.cursor(Texts::uuid);
        parameters.check();
        List<BackfillView> found = reading.page(tenant, filter, before, size + 1);
        return Page.of(uri, found, size, backfill -> backfill.id().toString()).toResponse();
    }

    private static Answer started(Outcome<BackfillView> outcome) {
        return outcome.fold(
                backfill -> Answer.of(201, backfill).withHeader("Location", "/api/v1/backfills/" + backfill.id()),
                QuotaAnswers::refused);
    }
}
