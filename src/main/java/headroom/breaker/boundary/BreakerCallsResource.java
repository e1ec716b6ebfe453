package headroom.breaker.boundary;

import headroom.breaker.entity.ServiceKey;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.platform.DatabaseSetup;
import headroom.platform.http.Answer;
import headroom.platform.http.AnsweringOnce;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.RefusedException;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls to a service over HTTP: whether they may be made, and how they ended. The path that is asked before every call. */
@Path("breakers/{service}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Breakers")
public class BreakerCallsResource {
    /**
     * Requests with a key that are answered at once: each holds a connection and may want another for a probe, so that more of them
     * could hold all that there are, and wait for each other.
     */
    private static final int MAX_WITH_KEY = DatabaseSetup.MAX_POOL_SIZE / 4;

    /** As long as a connection is waited for. */
    private static final long PATIENCE_MS = 5_000;

    private final Semaphore withKey = new Semaphore(MAX_WITH_KEY, true);

    @Inject
    private PermittingCalls permitting;

    @Inject
    private TakingOutcomes taking;

    @Inject
    private AnsweringOnce once;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @Path("permits")
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "permitCall",
            summary =
                    "Says whether a call may be made now; a breaker that there is not is made with the tenant's default")
    @ApiResponse(
            responseCode = "200",
            description = "Whether it may.",
            content = @Content(schema = @Schema(implementation = PermitView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "conflict: the tenant has as many breakers as it may")
    public Response permit(@Parameter(description = BreakerResource.SERVICE) @PathParam("service") String service) {
        Call call = tenants.call(http);
        ServiceKey key = BreakerRefusals.key(call.tenant(), service);
        return answer(call, () -> Answer.of(200, permitting.ask(key)));
    }

    @POST
    @Path("outcomes")
    @RequiresScope(Scope.OPERATE)
    @Operation(operationId = "reportOutcomes", summary = "Tells how calls have ended: one, or up to 1000 in outcomes")
    @ApiResponse(
            responseCode = "200",
            description = "What became of them.",
            content = @Content(schema = @Schema(implementation = OutcomesView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: no such tenant")
    @ApiResponse(responseCode = "409", description = "conflict: the tenant has as many breakers as it may")
    public Response outcomes(
            @Parameter(description = BreakerResource.SERVICE) @PathParam("service") String service,
            @RequestBody(required = true) @Nullable OutcomesRequest body) {
        OutcomesRequest request = JsonBody.required(body);
        Call call = tenants.call(http);
        ServiceKey key = BreakerRefusals.key(call.tenant(), service);
        return answer(
                call,
                () -> taking.take(key, request.all())
                        .<Answer>fold(taken -> Answer.of(200, taken), BreakerRefusals::refused));
    }

    /** Only a request with a key costs a transaction. */
    private Response answer(Call call, Supplier<Answer> answer) {
        return (call.idempotencyKey().isPresent() ? answerOnce(call, answer) : answer.get()).toResponse();
    }

    private Answer answerOnce(Call call, Supplier<Answer> answer) {
        if (!isTurn()) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.UNAVAILABLE, "too many requests with a key are under way; repeat it later"));
        }
        try {
            return once.answer(call, answer);
        } finally {
            withKey.release();
        }
    }

    private boolean isTurn() {
        try {
            return withKey.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
