package headroom.audit.boundary;

import headroom.audit.control.AuditChain;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.http.Answer;
import headroom.platform.http.Page;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequestTenant;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of the audit trail over HTTP: searched for, or one by its id. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Audit")
public class AuditResource {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Set<String> PARAMETERS =
            Set.of("action", "object_type", "object_id", "subject", "ticket", "from", "to", "limit", "cursor");

    @Inject
    private ReadingTrail reading;

    @Inject
    private RequestTenant tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.AUDIT)
    @Operation(operationId = "listAudit", summary = "Lists the entries of the tenant's audit trail, the newest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = RecordView.class))))
    public Response list(
            @Parameter(description = "Only of this action.") @QueryParam("action") @Nullable String action,
            @Parameter(description = "Only of this kind of thing.") @QueryParam("object_type") @Nullable String objectType,
            @Parameter(description = "Only of this thing.") @QueryParam("object_id") @Nullable String objectId,
            @Parameter(description = "Only of this actor.") @QueryParam("subject") @Nullable String subject,
            @Parameter(description = "Only under this ticket.") @QueryParam("ticket") @Nullable String ticket,
            @Parameter(description = "Not before this instant.", schema = @Schema(format = "date-time"))
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "Before this instant.", schema = @Schema(format = "date-time"))
                    @QueryParam("to")
                    @Nullable String to,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo uri) {
        TenantId tenant = tenants.resolve(http);
        Parameters parameters = Parameters.of(uri, PARAMETERS);
        AuditChain.Filter filter = filter(parameters);
        int size = parameters.limit();
        long below = parameters.cursor(Long::valueOf).orElse(Long.MAX_VALUE);
        parameters.check();
        List<RecordView> found = reading.page(tenant, filter, below, size + 1);
        return Page.of(uri, found, size, record -> Long.toString(record.sequence()))
                .toResponse();
    }

    @GET
    @Path("{id}")
    @RequiresScope(Scope.AUDIT)
    @Operation(operationId = "getAudit", summary = "Shows an entry of the tenant's audit trail")
    @ApiResponse(
            responseCode = "200",
            description = "The entry.",
            content = @Content(schema = @Schema(implementation = RecordView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(
            @Parameter(description = "The entry.", schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        UUID entry = Parameters.id(id);
        return reading.find(tenant, entry)
                .<Answer>fold(found -> Answer.of(200, found), Problems::answer)
                .toResponse();
    }

    private static AuditChain.Filter filter(Parameters parameters) {
        Function<String, Optional<String>> text = name -> parameters.read(name, given -> given);
        return new AuditChain.Filter(
                text.apply("action"),
                text.apply("object_type"),
                text.apply("object_id"),
                text.apply("subject"),
                text.apply("ticket"),
                parameters.read("from", AuditResource::instant),
                parameters.read("to", AuditResource::instant));
    }

    private static Instant instant(String text) {
        Instant instant = Texts.instant(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("must be in the years 1970 to 9998");
        }
        return instant;
    }
}
