package headroom.alert.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One alert over HTTP. */
@Path("alerts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Alerts")
public class AlertResource {
    private static final String ID = "The alert.";

    @Inject
    private ReadingAlerts reading;

    @Inject
    private HandlingAlert handling;

    @Inject
    private AnsweringOnce answering;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getAlert", summary = "Shows an alert")
    @ApiResponse(
            responseCode = "200",
            description = "The alert.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        UUID alert = Parameters.id(id);
        return reading.find(tenant, alert)
                .map(view -> Answer.of(200, view))
                .orElseGet(() -> Problems.answer(Refusal.of(Refusal.Kind.NOT_FOUND, "there is no alert " + alert)))
                .toResponse();
    }

    @POST
    @Path("acknowledge")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "acknowledgeAlert", summary = "Takes an alert on; whoever did first stays")
    @ApiResponse(
            responseCode = "200",
            description = "The alert.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response acknowledge(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return handle(id, handling::acknowledge);
    }

    @POST
    @Path("mute")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "muteAlert", summary = "Calls no webhook for alerts of this one's key for a while")
    @ApiResponse(
            responseCode = "200",
            description = "The alert.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response mute(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable MuteRequest body) {
        MuteRequest request = JsonBody.required(body);
        return handle(id, (tenant, alert) -> handling.mute(tenant, alert, request.until()));
    }

    @DELETE
    @Path("mute")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "unmuteAlert", summary = "Calls webhooks for alerts of this one's key again")
    @ApiResponse(
            responseCode = "200",
            description = "The alert.",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response unmute(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return handle(id, handling::unmute);
    }

    private Response handle(String id, BiFunction<TenantId, UUID, Outcome<AlertView>> step) {
        Call call = tenants.call(http);
        UUID alert = Parameters.id(id);
        return Retries.call(() -> answering.answer(
                        call,
                        () -> step.apply(call.tenant(), alert).fold(view -> Answer.of(200, view), Problems::answer)))
                .toResponse();
    }
}
