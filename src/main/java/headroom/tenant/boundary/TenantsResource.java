package headroom.tenant.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tenants over HTTP, for the platform: parses, calls the use case, answers. */
@Path("tenants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Tenants")
public class TenantsResource {
    @Inject
    private RegisteringTenants registering;

    @Inject
    private ReadingTenants reading;

    @Inject
    private TenantResolver resolver;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "registerTenant", summary = "Registers a tenant")
    @ApiResponse(
            responseCode = "201",
            description = "Registered.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @ApiResponse(responseCode = "409", description = "already-exists")
    public Response register(@RequestBody(required = true) @Nullable RegisterTenantRequest body) {
        RegisterTenantRequest request = JsonBody.required(body);
        return registering
                .register(resolver.call(http), request, TenantsResource::registered)
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "listTenants", summary = "Lists the tenants, by id")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = TenantView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        String after = parameters.cursor(TenantId::new).map(TenantId::value).orElse("");
        parameters.check();
        resolver.resolve(http);
        List<TenantView> found = reading.page(after, size + 1);
        return Page.of(uri, found, size, TenantView::id).toResponse();
    }

    private static Answer registered(Outcome<TenantView> outcome) {
        return outcome.fold(
                tenant -> Answer.of(201, tenant)
                        .withVersion(tenant.version())
                        .withHeader("Location", "/api/v1/tenants/" + tenant.id()),
                Problems::answer);
    }
}
