package headroom.breaker.boundary;

import headroom.breaker.rule.State;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.jspecify.annotations.Nullable;

/** Lists breakers over HTTP. */
@Path("breakers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakersResource {
    @Inject
    private ReadingBreakers reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listBreakers", summary = "Lists breakers, by the name of the service")
    @Parameter(
            name = "state",
            description = "In this state, as callers feel it.",
            schema = @Schema(implementation = State.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page of them.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = BreakerView.class))))
    public Response list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("state", "limit", "cursor"));
        Optional<State> state = parameters.read("state", text -> Texts.constant(State.class, text));
        int size = parameters.limit();
        Optional<String> after = parameters.cursor(Texts::checked);
        parameters.check();
        List<BreakerView> found = reading.page(tenant, state, after, size + 1);
        return Page.of(uri, found, size, BreakerView::service).toResponse();
    }
}
