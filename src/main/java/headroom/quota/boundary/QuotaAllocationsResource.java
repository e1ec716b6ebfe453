package headroom.quota.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.control.UsageHistory;
import headroom.quota.control.UsageHistory.Position;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.Operation;
import headroom.tenant.boundary.TenantResolver;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened under a quota, over HTTP: its allocations and its history. */
@Path("quotas/{id}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Quotas")
public class QuotaAllocationsResource {
    private static final Set<AllocationState> LIVE = EnumSet.of(AllocationState.RESERVED, AllocationState.ACTIVE);
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    @Inject
    private ReadingAllocations reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Path("allocations")
    @io.swagger.v3.oas.annotations.Operation(
            operationId = "listAllocations",
            summary = "Lists a quota's own allocations, in the order they were made")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = AllocationView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response allocations(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(
                            description = "Only in this state; the live ones when absent.",
                            schema = @Schema(allowableValues = {"reserved", "active", "released", "expired"}))
                    @QueryParam("state")
                    @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        Parameters parameters = Parameters.of(uri, Set.of("state", "limit", "cursor"));
        Set<AllocationState> states = parameters
                .read("state", text -> Texts.constant(AllocationState.class, text))
                .<Set<AllocationState>>map(EnumSet::of)
                .orElse(LIVE);
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        Outcome<List<AllocationView>> found = reading.ofQuota(tenant, quotaId, states, after, size + 1);
        return found.<Answer>fold(
                        list -> Page.of(
                                uri, list, size, allocation -> allocation.id().toString()),
                        QuotaAnswers::refused)
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Path("history")
    @io.swagger.v3.oas.annotations.Operation(
            operationId = "getHistory",
            summary = "Lists every step of a quota's own allocations, the newest first; also of a deleted quota")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = HistoryView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response history(
            @Parameter(description = Wire.QUOTA_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "Not before this instant.", schema = @Schema(format = "date-time"))
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "Before this instant.", schema = @Schema(format = "date-time"))
                    @QueryParam("to")
                    @Nullable String to,
            @Parameter(
                            description = "Only this step.",
                            schema = @Schema(allowableValues = {"allocate", "commit", "renew", "release", "expire"}))
                    @QueryParam("operation")
                    @Nullable String operation,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        UUID quotaId = Parameters.id(id);
        Parameters parameters = Parameters.of(uri, Set.of("from", "to", "operation", "limit", "cursor"));
        UsageHistory.Filter filter = new UsageHistory.Filter(
                parameters.read("from", QuotaAllocationsResource::instant).orElse(FIRST),
                parameters.read("to", QuotaAllocationsResource::instant).orElse(LAST),
                parameters.read("operation", text -> Texts.constant(Operation.class, text)));
        int size = parameters.limit();
        Position below = parameters.cursor(QuotaAllocationsResource::position).orElse(Position.TOP);
        parameters.check();
        Outcome<List<HistoryView>> found = reading.history(tenant, quotaId, filter, below, size + 1);
        return found.<Answer>fold(
                        list -> Page.of(uri, list, size, entry -> Texts.instant(entry.timestamp()) + "/" + entry.id()),
                        QuotaAnswers::refused)
                .toResponse();
    }

    private static Instant instant(String text) {
        Instant instant = Texts.instant(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("must be in the years 1970 to 9998");
        }
        return instant;
    }

    private static Position position(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("is not a cursor of this list");
        }
        return new Position(Texts.instant(text.substring(0, slash)), Texts.uuid(text.substring(slash + 1)));
    }
}
