package headroom.breaker.boundary;

import headroom.breaker.boundary.ConfiguringBreakers.Configured;
import headroom.breaker.entity.ServiceKey;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.platform.http.Answer;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One breaker over HTTP: parses, calls the use case, answers. */
@Path("breakers/{service}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakerResource {
    static final String SERVICE =
            "The service: 1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or digit; not defaults, not events.";

    private static final String IF_MATCH = "The ETag of the configuration that it must still have; any when absent.";

    @Inject
    private ReadingBreakers reading;

    @Inject
    private ConfiguringBreakers configuring;

    @Inject
    private RefreshingBreakers refreshing;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @Context
    private UriInfo uri;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getBreaker", summary = "Shows a breaker with its counts and last moves")
    @ApiResponse(
            responseCode = "200",
            description = "The breaker.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version of its configuration.",
                            schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = SERVICE) @PathParam("service") String service) {
        return reading.find(key(service))
                .<Answer>fold(
                        shown -> Answer.of(200, shown.view()).withVersion(shown.configured()), BreakerRefusals::refused)
                .toResponse();
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "configureBreaker", summary = "Configures a breaker, or makes it; its counts are kept")
    @ApiResponse(
            responseCode = "200",
            description = "Configured.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version of its configuration.",
                            schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            content = @Content(schema = @Schema(implementation = BreakerView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "conflict: the tenant has as many as it may")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response configure(
            @Parameter(description = SERVICE) @PathParam("service") String service,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ConfigurationRequest body) {
        ConfigurationRequest request = JsonBody.required(body);
        ServiceKey key = key(service);
        Outcome<Configured> outcome = configuring.configure(key, ExpectedVersion.of(ifMatch), request);
        refreshing.reread(key);
        return outcome.<Answer>fold(
                        configured -> Answer.of(configured.made() ? 201 : 200, configured.view())
                                .withVersion(configured.configured()),
                        BreakerRefusals::refused)
                .toResponse();
    }

    @DELETE
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "deleteBreaker", summary = "Deletes a breaker; who asks for it again has it made anew")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = SERVICE) @PathParam("service") String service,
            @Parameter(description = IF_MATCH) @HeaderParam("If-Match") @Nullable String ifMatch) {
        ServiceKey key = key(service);
        Outcome<ServiceKey> outcome = configuring.delete(key, ExpectedVersion.of(ifMatch));
        refreshing.reread(key);
        return outcome.<Answer>fold(deleted -> Answer.noContent(), BreakerRefusals::refused)
                .toResponse();
    }

    @GET
    @Path("transitions")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listBreakerTransitions", summary = "Lists what has moved a breaker, the newest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = TransitionView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response transitions(
            @Parameter(description = SERVICE) @PathParam("service") String service,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ServiceKey key = key(service);
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        Optional<Long> before = parameters.cursor(BreakerResource::place);
        parameters.check();
        return reading.transitions(key, before, size + 1)
                .<Answer>fold(
                        found -> Page.of(uri, found, size, moved -> Long.toString(moved.id())),
                        BreakerRefusals::refused)
                .toResponse();
    }

    private static Long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("is no place in this list");
        }
        return Long.valueOf(text);
    }

    private ServiceKey key(String service) {
        return BreakerRefusals.key(tenants.resolve(http), service);
    }
}
