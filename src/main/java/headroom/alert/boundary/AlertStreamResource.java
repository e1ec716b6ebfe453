package headroom.alert.boundary;

import headroom.alert.control.AlertEvents;
import headroom.kernel.Scope;
import headroom.platform.http.EventStreams;
import headroom.platform.http.RequiresScope;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** What happens to alerts, as server-sent events. */
@Path("alerts/stream")
@ApplicationScoped
@Tag(name = "Alerts")
public class AlertStreamResource {
    @Inject
    private AlertEvents events;

    @Inject
    private EventStreams streams;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "streamAlerts",
            summary = "Tells of alerts as they are raised, cleared and worked with, as server-sent events")
    @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Goes on after this event; without it with what comes next.",
            schema = @Schema(type = "integer"))
    @ApiResponse(
            responseCode = "200",
            description = "Events: the CloudEvent of each message, or who did what with which alert.",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "429", description = "throttled: the tenant has too many listeners at this server")
    @ApiResponse(responseCode = "503", description = "unavailable: the server has too many listeners")
    public void listen(@Context Sse sse, @Context SseEventSink sink) {
        streams.open(events, tenants.resolve(http), http, sse, sink);
    }
}
