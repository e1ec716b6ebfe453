package headroom.breaker.boundary;

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

/** The moves of breakers as they happen, over HTTP. */
@Path("breakers/events")
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakerEventsResource {
    @Inject
    private BreakerEvents events;

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
            operationId = "streamBreakerEvents",
            summary = "Streams what moves the tenant's breakers: events breaker.moved with a BreakerTransition each")
    @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Goes on after this event; with what is new when absent.",
            schema = @Schema(type = "string", maxLength = 18))
    @ApiResponse(
            responseCode = "200",
            description = "Events, until the caller goes or its token ends.",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "429", description = "throttled: the tenant has as many listeners as it may")
    public void stream(
            @Parameter(hidden = true) @Context SseEventSink sink, @Parameter(hidden = true) @Context Sse sse) {
        streams.open(events, tenants.resolve(http), http, sse, sink);
    }
}
