package headroom.governance.boundary;

import headroom.governance.boundary.ReadingPools.Onlooker;
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
import io.swagger.v3.oas.annotations.Operation;
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

/** The pools over HTTP: parses, calls the use case, answers. */
@Path("pools")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Pools")
public class PoolsResource {
    @Inject
    private ConfiguringPools configuring;

    @Inject
    private ReadingPools reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "createPool", summary = "Makes a pool; for the platform")
    @ApiResponse(
            responseCode = "201",
            description = "Made, and its shares settled.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = PoolView.class)))
    @ApiResponse(responseCode = "409", description = "already-exists: the name is taken")
    @ApiResponse(
            responseCode = "422",
            description = "invalid-pool: every broken rule, everybody who cannot be a member")
    public Response create(@RequestBody(required = true) @Nullable CreatePoolRequest body) {
        CreatePoolRequest request = JsonBody.required(body);
        PlatformCallers.required();
        Call call = tenants.call(http);
        return Retries.call(() -> configuring.create(call, request, PoolsResource::created))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listPools", summary = "Lists pools: all to the platform, to a tenant those that it is in")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = PoolView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Onlooker onlooker = onlooker(tenants.resolve(http));
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        List<PoolView> found = reading.page(onlooker, after, size + 1);
        return Page.of(uri, found, size, pool -> pool.id().toString()).toResponse();
    }

    static Onlooker onlooker(TenantId tenant) {
        return new Onlooker(PlatformCallers.isCalling() ? null : tenant);
    }

    private static Answer created(Outcome<PoolView> outcome) {
        return outcome.fold(
                pool -> Answer.of(201, pool)
                        .withVersion(pool.version())
                        .withHeader("Location", "/api/v1/pools/" + pool.id()),
                Problems::answer);
    }
}
