package headroom.tenant.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One tenant over HTTP: parses, calls the use case, answers. */
@Path("tenants/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Tenants")
public class TenantResource {
    private static final String ID = "The tenant.";

    @Inject
    private ReadingTenants reading;

    @Inject
    private ChangingTenants changing;

    @Inject
    private AnsweringOnce answering;

    @Inject
    private TenantResolver resolver;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getTenant", summary = "Shows a tenant; another than the own one to the platform only")
    @ApiResponse(
            responseCode = "200",
            description = "The tenant.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID) @PathParam("id") String id) {
        return shown(reading.find(resolver.named(http, id))).toResponse();
    }

    @PUT
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "changeTenant", summary = "Changes what a tenant has settled")
    @ApiResponse(
            responseCode = "200",
            description = "Changed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response change(
            @Parameter(description = ID) @PathParam("id") String id,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ChangeTenantRequest body) {
        ChangeTenantRequest request = JsonBody.required(body);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        return shown(changing.change(resolver.named(http, id), expected, request))
                .toResponse();
    }

    @POST
    @Path("pause")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "pauseTenant",
            summary = "Pauses a tenant: new allocations are refused with tenant-paused, releases go on")
    @ApiResponse(
            responseCode = "200",
            description = "Paused.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response pause(
            @Parameter(description = ID) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable PauseRequest body) {
        PauseRequest request = JsonBody.required(body);
        TenantId tenant = resolver.named(http, id);
        return once(() -> changing.pause(tenant, request));
    }

    @POST
    @Path("resume")
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "resumeTenant", summary = "Ends a tenant's pause")
    @ApiResponse(
            responseCode = "200",
            description = "Resumed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = TenantView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response resume(@Parameter(description = ID) @PathParam("id") String id) {
        TenantId tenant = resolver.named(http, id);
        return once(() -> changing.resume(tenant));
    }

    private Response once(Supplier<Outcome<TenantView>> change) {
        Call call = resolver.call(http);
        return answering.answer(call, () -> shown(change.get())).toResponse();
    }

    private static Answer shown(Outcome<TenantView> outcome) {
        return outcome.fold(tenant -> Answer.of(200, tenant).withVersion(tenant.version()), Problems::answer);
    }
}
