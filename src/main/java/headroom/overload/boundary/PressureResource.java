package headroom.overload.boundary;

import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.overload.control.BackpressureHandler;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
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

/** What presses back on a tenant, over HTTP; touches no database. */
@Path("pressure")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Overload")
public class PressureResource {
    @Inject
    private BackpressureHandler backpressure;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listPressure",
            summary =
                    "Lists what presses back on the tenant at this server, by kind and target; what does not is not in it")
    @Parameter(
            name = "target",
            description = "Of this target alone.",
            schema = @Schema(type = "string", minLength = 1, maxLength = 512))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = PressureView.class))))
    public Response list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("target", "limit", "cursor"));
        Optional<String> target = parameters.read("target", Texts::checked);
        int size = parameters.limit();
        String after = parameters.cursor(Texts::checked).orElse("");
        parameters.check();
        List<PressureView> found = backpressure.all(tenant.value()).stream()
                .map(PressureView::of)
                .filter(view -> target.isEmpty() || target.get().equals(view.target()))
                .filter(view -> place(view).compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return Page.of(uri, found, size, PressureResource::place).toResponse();
    }

    private static String place(PressureView view) {
        return view.kind() + " " + view.target();
    }
}
