package headroom.backfill.boundary;

import headroom.backfill.rule.BackfillState;
import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One backfill over HTTP: parses, calls the use case, answers. */
@Path("backfills/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Backfills")
public class BackfillResource {
    private static final String ID = "The backfill.";

    @Inject
    private ReadingBackfills reading;

    @Inject
    private SteeringBackfills steering;

    @Inject
    private ReportingEvents reporting;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Operation(operationId = "getBackfill", summary = "Shows a backfill, and how far it has come")
    @ApiResponse(
            responseCode = "200",
            description = "The backfill.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        TenantId tenant = tenants.resolve(http);
        return answer(reading.find(tenant, Parameters.id(id))).toResponse();
    }

    @POST
    @Path("pause")
    @RequiresScope(Scope.BACKFILL)
    @Operation(operationId = "pauseBackfill", summary = "Pauses a backfill: it takes no events until it is resumed")
    @ApiResponse(
            responseCode = "200",
            description = "Paused.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: its state does not allow it")
    public Response pause(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return take(id, BackfillState.Step.PAUSE, null);
    }

    @POST
    @Path("resume")
    @RequiresScope(Scope.BACKFILL)
    @Operation(
            operationId = "resumeBackfill",
            summary =
                    "Resumes a paused backfill, or one whose worker died: what was not said to be processed is told again")
    @ApiResponse(
            responseCode = "200",
            description = "Running.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: its state does not allow it")
    public Response resume(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return take(id, BackfillState.Step.RESUME, null);
    }

    @POST
    @Path("cancel")
    @RequiresScope(Scope.BACKFILL)
    @Operation(operationId = "cancelBackfill", summary = "Ends a backfill for good; what it did not use is given back")
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: its state does not allow it")
    public Response cancel(@Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return take(id, BackfillState.Step.CANCEL, null);
    }

    @POST
    @Path("complete")
    @RequiresScope(Scope.BACKFILL)
    @Operation(operationId = "completeBackfill", summary = "Ends a backfill that is through")
    @ApiResponse(
            responseCode = "200",
            description = "Completed.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: its state does not allow it")
    public Response complete(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id) {
        return take(id, BackfillState.Step.COMPLETE, null);
    }

    @POST
    @Path("fail")
    @RequiresScope(Scope.BACKFILL)
    @Operation(operationId = "failBackfill", summary = "Ends a backfill that cannot go on")
    @ApiResponse(
            responseCode = "200",
            description = "Failed.",
            content = @Content(schema = @Schema(implementation = BackfillView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: its state does not allow it")
    public Response fail(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Nullable FailBackfillRequest request) {
        return take(id, BackfillState.Step.FAIL, request == null ? null : request.failure());
    }

    @POST
    @Path("events")
    @RequiresScope(Scope.BACKFILL)
    @Operation(
            operationId = "reportBackfillEvents",
            summary = "Tells for each event that was read whether it is to be processed")
    @ApiResponse(
            responseCode = "200",
            description = "A decision for each.",
            content = @Content(schema = @Schema(implementation = EventsView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: it is not running, or in another run")
    public Response events(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable ReportEventsRequest body) {
        ReportEventsRequest request = JsonBody.required(body);
        UUID backfillId = Parameters.id(id);
        Call call = tenants.call(http);
        return Retries.call(() -> reporting.report(call, backfillId, request, BackfillResource::answer))
                .toResponse();
    }

    private Response take(String id, BackfillState.Step step, @Nullable String failure) {
        UUID backfillId = Parameters.id(id);
        Call call = tenants.call(http);
        return Retries.call(() -> steering.take(call, backfillId, step, failure, BackfillResource::answer))
                .toResponse();
    }

    private static Answer answer(Outcome<?> outcome) {
        return outcome.<Answer>fold(view -> Answer.of(200, view), Problems::answer);
    }
}
