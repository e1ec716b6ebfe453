package headroom.webhook.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhooks of a tenant over HTTP: parses, calls the use case, answers. */
@Path("webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Webhooks")
public class WebhooksResource {
    @Inject
    private RegisteringWebhooks registering;

    @Inject
    private ReadingWebhooks reading;

    @Inject
    private CheckingDestinations checking;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "registerWebhook",
            summary = "Registers a webhook; a secret made for it is shown this once")
    @ApiResponse(
            responseCode = "201",
            description = "Registered.",
            headers = {
                @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "Its version.", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "conflict: there are as many as a tenant may have")
    public Response register(@RequestBody(required = true) @Nullable RegisterWebhookRequest body) {
        RegisterWebhookRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        WebhookFields fields = WebhookFields.of(request.url(), request.events());
        fields.url().ifPresent(checking::check);
        return Retries.call(() -> registering.register(
                        call,
                        fields.url().orElseThrow(),
                        fields.events(),
                        request.secret(),
                        WebhooksResource::registered))
                .withHeader("Cache-Control", "no-store")
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listWebhooks", summary = "Lists the tenant's webhooks, the oldest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = WebhookView.class))))
    public Response list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, Set.of("limit", "cursor"));
        int size = parameters.limit();
        Optional<UUID> after = parameters.cursor(Texts::uuid);
        parameters.check();
        List<WebhookView> found = reading.page(tenant, after, size + 1);
        return Page.of(uri, found, size, webhook -> webhook.id().toString()).toResponse();
    }

    private static Answer registered(Outcome<WebhookView> outcome) {
        return outcome.fold(
                webhook -> Answer.of(201, webhook)
                        .withVersion(webhook.version())
                        .withHeader("Location", "/api/v1/webhooks/" + webhook.id()),
                Problems::answer);
    }
}
