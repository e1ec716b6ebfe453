package headroom.overload.boundary;

import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.overload.control.Limiters;
import headroom.overload.control.Limiters.Named;
import headroom.platform.http.Answer;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The limiters of this server over HTTP, for the platform; touches no database. */
@Path("limiters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Overload")
public class LimitersResource {
    @Inject
    private Limiters limiters;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "listLimiters", summary = "Lists the limiters of this server, by name")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = LimiterView.class))))
    public Response list(@QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        String after = parameters.cursor(Texts::checked).orElse("");
        parameters.check();
        tenants.resolve(http);
        List<LimiterView> found =
                limiters.page(after, size + 1).stream().map(LimiterView::of).toList();
        return Page.of(uri, found, size, LimiterView::name).toResponse();
    }

    @GET
    @Path("{name}")
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "getLimiter", summary = "Shows a limiter of this server")
    @ApiResponse(
            responseCode = "200",
            description = "The limiter.",
            content = @Content(schema = @Schema(implementation = LimiterView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@PathParam("name") String name) {
        Parameters.of(uri, Set.of()).check();
        return of(name, named -> Answer.of(200, LimiterView.of(named)));
    }

    @GET
    @Path("{name}/decisions")
    @RequiresScope(Scope.PLATFORM)
    @Operation(
            operationId = "listLimiterDecisions",
            summary = "Lists what became of a limit within the last hour, ten seconds to an entry, newest first")
    @ApiResponse(
            responseCode = "200",
            description = "At most 360; none for seconds without calls.",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema = @Schema(implementation = DecisionsView.class),
                                            maxItems = 360)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response decisions(@PathParam("name") String name) {
        Parameters.of(uri, Set.of()).check();
        return of(
                name,
                named -> Answer.of(
                        200,
                        named.limiter().adaptive().lastHour().stream()
                                .map(DecisionsView::of)
                                .toList()));
    }

    private Response of(String name, Function<Named, Answer> answer) {
        tenants.resolve(http);
        return limiters.named(name)
                .map(answer)
                .orElseGet(() -> Problems.answer(
                        Refusal.of(Refusal.Kind.NOT_FOUND, "this server has no such limiter, or has it no more")))
                .toResponse();
    }
}
