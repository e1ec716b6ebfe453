package headroom.authority.boundary;

import headroom.authority.control.Revocations;
import headroom.authority.rule.RegisteredClient;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** The clients of the authorization server over HTTP, for the platform: those of the call's tenant. */
@Path("clients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Clients")
public class ClientsResource {
    @Inject
    private RegisteringClients registering;

    @Inject
    private DeletingClients deleting;

    @Inject
    private Revocations revocations;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "registerClient", summary = "Registers a client; its secret is shown this once")
    @ApiResponse(
            responseCode = "201",
            description = "Registered.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = ClientView.class)))
    @ApiResponse(responseCode = "409", description = "already-exists")
    public Response register(@RequestBody(required = true) @Nullable RegisterClientRequest body) {
        RegisterClientRequest request = JsonBody.required(body);
        return registering
                .register(tenants.call(http), request, ClientsResource::registered)
                .withHeader("Cache-Control", "no-store")
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "listClients", summary = "Lists the tenant's clients, the oldest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = ClientView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        TenantId tenant = tenants.resolve(http);
        List<RegisteredClient> found = registering.page(tenant, after, size + 1);
        return Page.of(uri, found, size, ClientView::of, client -> client.id().toString())
                .toResponse();
    }

    @DELETE
    @Path("{client_id}")
    @RequiresScope(Scope.PLATFORM)
    @Operation(operationId = "deleteClient", summary = "Deletes a client; its tokens are void within two seconds")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = "The client.") @PathParam("client_id") String clientId,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch) {
        return deleting.delete(tenants.resolve(http), clientId, ExpectedVersion.of(ifMatch))
                .fold(
                        deletedAt -> {
                            revocations.client(clientId, deletedAt);
                            return Answer.noContent();
                        },
                        Problems::answer)
                .toResponse();
    }

    private static Answer registered(Outcome<ClientView> outcome) {
        return outcome.fold(
                client -> Answer.of(201, client)
                        .withVersion(client.version())
                        .withHeader("Location", "/api/v1/clients/" + client.clientId()),
                Problems::answer);
    }
}
