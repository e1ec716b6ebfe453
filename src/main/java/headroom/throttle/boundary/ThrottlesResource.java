package headroom.throttle.boundary;

import headroom.kernel.Constants;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
import headroom.throttle.control.Throttles.Sought;
import headroom.throttle.entity.StoredThrottle;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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

    /** A page that is asked for. */
    private record Wanted(TenantId tenant, @Nullable String owner, Sought sought, Optional<UUID> after, int size) {}

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
        Wanted wanted = wanted();
        return page(
                wanted,
                ThrottleView::id,
                reading.page(wanted.tenant(), wanted.owner(), wanted.sought(), wanted.after(), wanted.size() + 1));
    }

    @GET
    @Path("summaries")
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
        Wanted wanted = wanted();
        return page(
                wanted,
                ThrottleSummaryView::throttleId,
                reading.summaries(wanted.tenant(), wanted.owner(), wanted.sought(), wanted.after(), wanted.size() + 1));
    }

    private Wanted wanted() {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("tenant", "job_type", "source", "mode", "limit", "cursor"));
        @Nullable String owner = parameters.read("tenant", ThrottlesResource::platform).orElse(null);
        Sought sought = new Sought(
                parameters.read("job_type", Function.identity()).orElse(null),
                parameters.read("source", Function.identity()).orElse(null),
                parameters
                        .read("mode", text -> Constants.written(Texts.constant(Mode.class, text)))
                        .orElse(null));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        return new Wanted(tenant, owner, sought, after, size);
    }

    private <T> Response page(Wanted wanted, Function<T, UUID> id, Outcome<List<T>> found) {
        return found.<Answer>fold(
                        page -> Page.of(
                                uri, page, wanted.size(), one -> id.apply(one).toString()),
                        Problems::answer)
                .toResponse();
    }

    private static String platform(String text) {
        if (!text.equals(StoredThrottle.PLATFORM)) {
            throw new IllegalArgumentException("must be " + StoredThrottle.PLATFORM);
        }
        return text;
    }

    private static Answer created(Outcome<ThrottleView> outcome) {
        return outcome.fold(
                throttle -> Answer.of(201, throttle)
                        .withVersion(throttle.version())
                        .withHeader("Location", "/api/v1/throttles/" + throttle.id()),
                Problems::answer);
    }
}
