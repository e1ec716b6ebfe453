package headroom.alert.boundary;

import headroom.alert.control.Alerts;
import headroom.alert.rule.AlertState;
import headroom.alert.rule.Severity;
import headroom.kernel.AlertType;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of alerts over HTTP. */
@Path("alerts")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Alerts")
public class AlertsResource {
    private static final Set<String> KNOWN =
            Set.of("state", "type", "severity", "subject", "acknowledged", "limit", "cursor");

    @Inject
    private ReadingAlerts reading;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listAlerts",
            summary = "Lists alerts, the newest first; the open ones unless asked otherwise")
    @Parameter(
            name = "state",
            description = "Only in this state; all for both.",
            schema =
                    @Schema(
                            allowableValues = {"open", "cleared", "all"},
                            defaultValue = "open"))
    @Parameter(name = "severity", description = "Only so grave.", schema = @Schema(implementation = Severity.class))
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = AlertView.class))))
    public Response list(
            @Parameter(hidden = true) @QueryParam("state") @Nullable String state,
            @Parameter(hidden = true) @QueryParam("severity") @Nullable String severity,
            @Parameter(description = "Only of this CloudEvents type.", example = "headroom.quota.threshold")
                    @QueryParam("type")
                    @Nullable String type,
            @Parameter(description = "Only about this, as quota/ID, breaker/NAME or tenant/ID.")
                    @QueryParam("subject")
                    @Nullable String subject,
            @Parameter(description = "Only those that somebody took on, or nobody.", schema = @Schema(type = "boolean"))
                    @QueryParam("acknowledged")
                    @Nullable String acknowledged,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, KNOWN);
        Alerts.Filter filter = new Alerts.Filter(
                "all".equals(state)
                        ? Optional.empty()
                        : Optional.of(parameters
                                .read("state", text -> Texts.constant(AlertState.class, text))
                                .orElse(AlertState.OPEN)),
                parameters.read("type", AlertsResource::type),
                parameters.read("severity", text -> Texts.constant(Severity.class, text)),
                parameters.read("subject", text -> text),
                parameters.flag("acknowledged"));
        int size = parameters.limit();
        Alerts.Position below = parameters.cursor(AlertsResource::position).orElse(Alerts.Position.TOP);
        parameters.check();
        List<AlertView> found = reading.page(tenant, filter, below, size + 1);
        return Page.of(uri, found, size, alert -> alert.raisedAt() + " " + alert.id())
                .toResponse();
    }

    private static AlertType type(String text) {
        return AlertType.of(text).orElseThrow(() -> new IllegalArgumentException("is no type of alert"));
    }

    private static Alerts.Position position(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("is no position");
        }
        return new Alerts.Position(Texts.instant(text.substring(0, space)), Texts.uuid(text.substring(space + 1)));
    }
}
