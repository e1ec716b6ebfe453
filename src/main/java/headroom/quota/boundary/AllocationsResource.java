package headroom.quota.boundary;

import headroom.kernel.Amount;
import headroom.kernel.Scope;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
import headroom.platform.http.RequiresScope;
import headroom.platform.json.Texts;
import headroom.quota.control.Promise;
import headroom.quota.rule.Lifecycle;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Allocations over HTTP: parses, calls the use case, answers. */
@Path("allocations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Allocations")
public class AllocationsResource {
    @Inject
    private AllocatingQuota allocating;

    @Inject
    private AllocatingBatch batches;

    @Inject
    private SteppingAllocations stepping;

    @Inject
    private CheckingQuota checking;

    @Inject
    private ReadingAllocations reading;

    @Inject
    private QuotaMetrics metrics;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.READ)
    @Path("check")
    @Operation(
            operationId = "checkAllocation",
            summary = "Says whether an amount would be admitted now; changes nothing")
    @ApiResponse(
            responseCode = "200",
            description = "What would be decided, yes or no.",
            content = @Content(schema = @Schema(implementation = CheckView.class)))
    public Response check(@RequestBody(required = true) @Nullable CheckRequest body) {
        CheckRequest request = JsonBody.required(body);
        return checking.check(tenants.call(http), request).toResponse();
    }

    @POST
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "allocate",
            summary = "Admits a request for an amount and charges it, or says every quota that it does not fit")
    @ApiResponse(
            responseCode = "201",
            description = "Admitted; durable.",
            headers = @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = AllocationView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "With wait: it does not fit now, and waits. Durable.",
            headers = @Header(name = "Location", description = "Where it waits.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = WaitingView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such quota")
    @ApiResponse(
            responseCode = "409",
            description = "quota-exceeded with every violation; already-exists: the job holds a live allocation there")
    public Response allocate(@RequestBody(required = true) @Nullable AllocateRequest body) {
        AllocateRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        return timed(() -> allocating.allocate(call, request));
    }

    @POST
    @RequiresScope(Scope.OPERATE)
    @Path("batch")
    @Operation(
            operationId = "allocateBatch",
            summary = "Several requests for amounts: all or nothing, or each by itself")
    @ApiResponse(
            responseCode = "200",
            description = "Independent: a result for each item.",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Atomic: all were admitted.",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "Atomic: quota-exceeded, already-exists or conflict; nothing was allocated")
    public Response allocateBatch(@RequestBody(required = true) @Nullable BatchRequest body) {
        BatchRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        return timed(() -> batches.allocate(call, request));
    }

    @GET
    @RequiresScope(Scope.READ)
    @Path("{id}")
    @Operation(operationId = "getAllocation", summary = "Shows an allocation")
    @ApiResponse(
            responseCode = "200",
            description = "The allocation.",
            content = @Content(schema = @Schema(implementation = AllocationView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response get(
            @Parameter(description = Wire.ALLOCATION_ID, schema = @Schema(format = "uuid")) @PathParam("id")
                    String id) {
        return QuotaAnswers.ok(reading.find(tenants.resolve(http), Parameters.id(id)))
                .toResponse();
    }

    @POST
    @RequiresScope(Scope.OPERATE)
    @Path("{id}/commit")
    @Operation(operationId = "commitAllocation", summary = "Makes a reserved allocation active, whole or in part")
    @ApiResponse(
            responseCode = "200",
            description = "Active.",
            content = @Content(schema = @Schema(implementation = AllocationView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(
            responseCode = "409",
            description = "conflict: not reserved, or more than is reserved; already-released: it has ended")
    public Response commit(
            @Parameter(description = Wire.ALLOCATION_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Nullable CommitRequest request) {
        Optional<Amount> part = Optional.ofNullable(request).map(CommitRequest::amount);
        return step(
                id,
                SteppingAllocations.Step::commit,
                (holding, budget, now) ->
                        Lifecycle.commit(holding, part, request == null ? null : request.expiresIn(), now));
    }

    @POST
    @RequiresScope(Scope.OPERATE)
    @Path("{id}/renew")
    @Operation(operationId = "renewAllocation", summary = "Moves the end of a live allocation")
    @ApiResponse(
            responseCode = "200",
            description = "Renewed.",
            content = @Content(schema = @Schema(implementation = AllocationView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "already-released: it has ended")
    public Response renew(
            @Parameter(description = Wire.ALLOCATION_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable RenewRequest body) {
        RenewRequest request = JsonBody.required(body);
        return step(
                id,
                SteppingAllocations.Step::renew,
                (holding, budget, now) -> Lifecycle.renew(holding, request.expiresIn(), now));
    }

    @DELETE
    @RequiresScope(Scope.OPERATE)
    @Path("{id}")
    @Operation(operationId = "releaseAllocation", summary = "Gives an allocation back")
    @ApiResponse(
            responseCode = "200",
            description = "Released.",
            content = @Content(schema = @Schema(implementation = AllocationView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "already-released, with the allocation as it ended")
    public Response release(
            @Parameter(description = Wire.ALLOCATION_ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(
                            description =
                                    "Under a budget: what was used up and stays in usage until the period ends; the whole when absent (Q10).",
                            schema = @Schema(type = "number", minimum = "0", maximum = "1000000000000000"))
                    @QueryParam("consumed")
                    @Nullable String consumed,
            @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri, Set.of("consumed"));
        Optional<Amount> used = parameters.read("consumed", Texts::amount);
        parameters.check();
        return step(
                id,
                SteppingAllocations.Step::release,
                (holding, budget, now) -> Lifecycle.release(holding, used, budget, now));
    }

    private Response step(
            String id,
            Function<SteppingAllocations.Judgement, SteppingAllocations.Step> step,
            SteppingAllocations.Judgement judgement) {
        UUID allocationId = Parameters.id(id);
        Call call = tenants.call(http);
        return timed(() -> stepping.step(call, allocationId, step.apply(judgement)));
    }

    private Response timed(Supplier<Promise<Answer>> decision) {
        return metrics.timed(() -> Retries.call(() -> decision.get().await())).toResponse();
    }
}
