package headroom.alert.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came over the topic of the alerts and made no sense. */
@Path("alerts/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Alerts")
public class DeadLettersResource {
    private static final UUID TOP = new UUID(-1, -1);

    @Inject
    private ReadingAlerts reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.PLATFORM)
    @Operation(
            operationId = "listDeadLetters",
            summary = "Lists messages on the topic of the alerts that no sense could be made of, the newest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = DeadLetterView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        UUID below = parameters.cursor(Texts::uuid).orElse(TOP);
        parameters.check();
        List<DeadLetterView> found = reading.deadLetters(below, size + 1);
        return Page.of(uri, found, size, letter -> letter.id().toString()).toResponse();
    }
}
