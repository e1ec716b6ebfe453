package headroom.quota.boundary;

import headroom.kernel.Scope;
import headroom.platform.http.Answer;
import headroom.platform.http.JsonBody;
import headroom.platform.http.RequiresScope;
import headroom.quota.rule.ResourceType;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Resource types over HTTP. */
@Path("resource-types")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Resource types")
public class ResourceTypesResource {
    @Inject
    private RegisteringResourceTypes registering;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listResourceTypes",
            summary = "Lists what can be counted: built-in types, then registered ones")
    @ApiResponse(
            responseCode = "200",
            description = "All of them.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ResourceTypeView.class))))
    public Response list() {
        return Answer.of(
                        200,
                        registering.all(tenants.resolve(http)).stream()
                                .map(ResourceTypeView::of)
                                .toList())
                .toResponse();
    }

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "registerResourceType", summary = "Lets the tenant count something new")
    @ApiResponse(
            responseCode = "201",
            description = "Registered.",
            content = @Content(schema = @Schema(implementation = ResourceTypeView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "already-exists")
    public Response register(@RequestBody(required = true) @Nullable ResourceTypeView body) {
        ResourceTypeView request = JsonBody.required(body);
        ResourceType type = new ResourceType(request.name(), request.unit(), request.kind());
        return registering
                .register(
                        tenants.call(http),
                        type,
                        outcome -> outcome.fold(
                                registered -> Answer.of(201, ResourceTypeView.of(registered)), QuotaAnswers::refused))
                .toResponse();
    }
}
