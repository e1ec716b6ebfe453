package headroom.governance.boundary;

import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Ids;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.Parameters;
import headroom.platform.http.Problems;
import headroom.platform.http.RequiresScope;
import headroom.quota.boundary.AllocatingPart;
import headroom.quota.boundary.QuotaAnswers;
import headroom.quota.control.AmountRequest;
import headroom.quota.control.Promise;
import headroom.quota.rule.AllocationState;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of a pool over HTTP, what they want and what they ask for: parses, calls the use case, answers. */
@Path("pools/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Pools")
public class PoolMembersResource {
    private static final String ID = "The pool.";
    private static final String TENANT = "The tenant.";

    @Inject
    private ConfiguringPools configuring;

    @Inject
    private ReportingDemand reporting;

    @Inject
    private RequestingShares requesting;

    @Inject
    private OrderingRequests ordering;

    @Inject
    private AllocatingPart allocating;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @PUT
    @Path("/members/{tenant}")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "putPoolMember",
            summary = "Puts a tenant into a pool, or on other terms; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "Done, and the shares settled.",
            headers = @Header(name = "ETag", description = "The pool's version.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = PoolView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "422", description = "invalid-pool: every broken rule, why it cannot be a member")
    public Response put(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant,
            @RequestBody(required = true) @Nullable MemberTermsRequest body) {
        MemberTermsRequest request = JsonBody.required(body);
        TenantId platform = PlatformCallers.required();
        UUID pool = Parameters.id(id);
        TenantId member = Parameters.tenant(tenant);
        return PoolResource.shown(Retries.call(() -> configuring.putMember(platform, pool, member, request)));
    }

    @DELETE
    @Path("/members/{tenant}")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "removePoolMember",
            summary = "Takes a tenant out of a pool: only its limits bind it; for the platform")
    @ApiResponse(responseCode = "204", description = "Out.")
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response remove(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant) {
        TenantId platform = PlatformCallers.required();
        UUID pool = Parameters.id(id);
        TenantId member = Parameters.tenant(tenant);
        return Retries.call(() -> configuring.removeMember(platform, pool, member))
                .<Answer>fold(removed -> Answer.noContent(), Problems::answer)
                .toResponse();
    }

    @PUT
    @Path("/members/{tenant}/demand")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "reportPoolDemand", summary = "Says what a member wants, or has it measured")
    @ApiResponse(
            responseCode = "200",
            description =
                    "Noted: the pool as the member sees it. The shares are settled, or where the pool was settled within the last second, will be by the next round.",
            content = @Content(schema = @Schema(implementation = PoolView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(
            responseCode = "429",
            description = "throttled: other demands were reported too often, 600 in a row, then one every 5 s")
    public Response demand(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant,
            @RequestBody(required = true) @Nullable DemandRequest body) {
        DemandRequest request = JsonBody.required(body);
        UUID pool = Parameters.id(id);
        TenantId member = tenants.named(http, tenant);
        return Retries.call(() -> reporting.report(pool, member, request))
                .<Answer>fold(
                        seen -> Answer.of(200, seen).withVersion(seen.version()), PoolMembersResource::notReported)
                .toResponse();
    }

    private static Answer notReported(Refusal refusal) {
        Answer answer = Problems.answer(refusal);
        return refusal instanceof DemandTooSoon soon
                ? answer.withHeader("Retry-After", Long.toString(soon.retryAfterSeconds()))
                : answer;
    }

    @POST
    @Path("/requests")
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "requestFromPool",
            summary = "Grants a tenant as much of a pool as its share, its maximum and its limit allow")
    @ApiResponse(
            responseCode = "201",
            description = "Granted, the whole or a part, as an allocation of the tenant's root quota.",
            headers = @Header(name = "Location", description = "The allocation.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = GrantView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such pool, or the tenant is not in it")
    @ApiResponse(
            responseCode = "409",
            description =
                    "quota-exceeded: nothing of it fits; tenant-paused; already-exists: the job holds an allocation; conflict: the tenant has no quota of the resource")
    public Response request(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody(required = true) @Nullable ShareRequest body) {
        ShareRequest request = JsonBody.required(body);
        UUID pool = Parameters.id(id);
        Call call = tenants.call(http, request.tenant());
        return requesting
                .access(pool, call.tenant())
                .<Promise<Answer>>fold(
                        access -> allocating.allocate(
                                call,
                                wanted(request, access.root()),
                                request.isPartial(),
                                outcome -> outcome.fold(
                                        part -> granted(
                                                GrantView.of(request.tenant(), request.amount(), access.max(), part)),
                                        QuotaAnswers::refused)),
                        refusal -> Promise.of(Problems.answer(refusal)))
                .await()
                .toResponse();
    }

    @POST
    @Path("/next")
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "orderPoolRequests",
            summary =
                    "Puts waiting requests in order by dominant share and weight, and says why each waits; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "The order.",
            content = @Content(schema = @Schema(implementation = NextView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response next(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @RequestBody @Nullable NextRequest body) {
        PlatformCallers.required();
        NextRequest request = body == null ? new NextRequest(null, null) : body;
        return ordering.next(Parameters.id(id), request)
                .<Answer>fold(order -> Answer.of(200, order), Problems::answer)
                .toResponse();
    }

    private static AmountRequest wanted(ShareRequest request, UUID root) {
        return new AmountRequest(
                root,
                request.jobId() == null ? Ids.next().toString() : request.jobId(),
                request.amount(),
                AllocationState.ACTIVE,
                request.expiresIn(),
                request.metadata() == null ? null : request.metadata().json());
    }

    private static Answer granted(GrantView grant) {
        return Answer.of(201, grant)
                .withHeader(
                        "Location", "/api/v1/allocations/" + grant.allocation().id());
    }
}
