package headroom.webhook.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.ExpectedVersion;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
import headroom.webhook.rule.DeliveryState;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One webhook over HTTP: parses, calls the use case, answers. */
@Path("webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Webhooks")
public class WebhookResource {
    private static final String ID = "The webhook.";

    @Inject
    private ReadingWebhooks reading;

    @Inject
    private ChangingWebhooks changing;

    @Inject
    private TestingWebhooks testing;

    @Inject
    private CheckingDestinations checking;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getWebhook", summary = "Shows a webhook, without its secret")
    @ApiResponse(
            responseCode = "200",
            description = "The webhook.",
            headers = @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return shown(reading.find(tenant, Parameters.id(id))).toResponse();
    }

    @PUT
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "changeWebhook", summary = "Changes a webhook, enables or disables it")
    @ApiResponse(
            responseCode = "200",
            description = "Changed.",
            headers = @Header(name = "ETag", description = "Its new version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response change(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch,
            @RequestBody(required = true) @Nullable ChangeWebhookRequest body) {
        ChangeWebhookRequest request = JsonBody.required(body);
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        UUID webhook = Parameters.id(id);
        TenantId tenant = tenants.resolve(http);
        WebhookFields fields = WebhookFields.of(request.url(), request.events());
        fields.url().ifPresent(checking::check);
        return shown(Retries.call(
                        () -> changing.change(tenant, webhook, expected, fields, request.secret(), request.enabled())))
                .toResponse();
    }

    @DELETE
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "deleteWebhook", summary = "Deletes a webhook, what waits for it, and its log")
    @ApiResponse(responseCode = "204", description = "Deleted.")
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "412", description = "stale: If-Match names another version")
    public Response delete(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = "The ETag that it must still have; any when absent.")
                    @HeaderParam("If-Match")
                    @Nullable String ifMatch) {
        ExpectedVersion expected = ExpectedVersion.of(ifMatch);
        UUID webhook = Parameters.id(id);
        TenantId tenant = tenants.resolve(http);
        return Retries.call(() -> changing.delete(tenant, webhook, expected))
                .fold(deleted -> Answer.noContent(), Problems::answer)
                .toResponse();
    }

    @POST
    @Path("test")
    @RequiresScope(Scope.QUOTA)
    @Operation(operationId = "testWebhook", summary = "Has a ping delivered; its log tells what became of it")
    @ApiResponse(
            responseCode = "202",
            description = "It will be delivered.",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: it is disabled")
    public Response test(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        UUID webhook = Parameters.id(id);
        Call call = tenants.call(http);
        return Retries.call(() -> testing.ping(
                        call, webhook, outcome -> outcome.fold(ping -> Answer.of(202, ping), Problems::answer)))
                .toResponse();
    }

    @GET
    @Path("deliveries")
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listDeliveries", summary = "Lists a webhook's deliveries, the newest first")
    @Parameter(
            name = "state",
            description = "Only in this state.",
            schema = @Schema(implementation = DeliveryState.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = DeliveryView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response deliveries(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(hidden = true) @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        UUID webhook = Parameters.id(id);
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("state", "limit", "cursor"));
        Optional<DeliveryState> sought = parameters.read("state", text -> Texts.constant(DeliveryState.class, text));
        int size = parameters.limit();
        Optional<UUID> before = parameters.cursor(Texts::uuid);
        parameters.check();
        return reading.deliveries(tenant, webhook, sought, before, size + 1)
                .fold(
                        found -> Page.of(
                                uri, found, size, delivery -> delivery.id().toString()),
                        Problems::answer)
                .toResponse();
    }

    private static Answer shown(Outcome<WebhookView> outcome) {
        return outcome.fold(webhook -> Answer.of(200, webhook).withVersion(webhook.version()), Problems::answer);
    }
}
