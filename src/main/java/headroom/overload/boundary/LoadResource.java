package headroom.overload.boundary;

import headroom.kernel.Scope;
import headroom.overload.control.Serving;
import headroom.platform.http.Answer;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** How loaded this server is, over HTTP; touches no database. */
@Path("load")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Overload")
public class LoadResource {
    @Inject
    private Serving serving;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "getLoad", summary = "Shows how loaded this server is, and whom it refuses what")
    @ApiResponse(
            responseCode = "200",
            description = "The load, as it was judged last.",
            content = @Content(schema = @Schema(implementation = LoadView.class)))
    public Response load() {
        Parameters.of(uri, Set.of()).check();
        tenants.resolve(http);
        return Answer.of(200, LoadView.of(serving.shedder())).toResponse();
    }
}
