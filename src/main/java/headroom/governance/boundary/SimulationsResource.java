package headroom.governance.boundary;

import headroom.kernel.Outcome;
import headroom.kernel.Scope;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** What-if over HTTP: parses, calls the use case, answers. */
@Path("simulations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Plans")
public class SimulationsResource {
    @Inject
    private PlanningChanges planning;

    @Inject
    private ApplyingPlan applying;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "simulate",
            summary = "Says what changes would come to, and changes nothing; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "What they would come to, and a plan of them for 24 h.",
            content = @Content(schema = @Schema(implementation = SimulationView.class)))
    @ApiResponse(
            responseCode = "422",
            description =
                    "invalid-pool, invalid-quota, invalid-hierarchy, beyond-maximum: every broken rule, by the change that breaks it")
    public Response simulate(@RequestBody(required = true) @Nullable SimulationRequest body) {
        SimulationRequest request = JsonBody.required(body);
        PlatformCallers.required();
        Call call = tenants.call(http);
        return Retries.call(() -> planning.simulate(call, request, SimulationsResource::shown))
                .toResponse();
    }

    @POST
    @Path("/{hash}/apply")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "applySimulation",
            summary = "Applies a plan, the whole of it and exactly so, or nothing; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "Applied.",
            content = @Content(schema = @Schema(implementation = AppliedView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: there is no plan of that hash, or no more")
    @ApiResponse(responseCode = "409", description = "conflict: it was applied already")
    @ApiResponse(responseCode = "412", description = "stale: what it touches has moved since, named by moved")
    @ApiResponse(
            responseCode = "422",
            description = "invalid-quota, invalid-hierarchy, invalid-pool, beyond-maximum: what stands in the way")
    public Response apply(@Parameter(description = "The plan_hash of the simulation.") @PathParam("hash") String hash) {
        PlatformCallers.required();
        Call call = tenants.call(http);
        return Retries.call(() -> applying.apply(call, hash, SimulationsResource::shown))
                .toResponse();
    }

    static <T> Answer shown(Outcome<T> outcome) {
        return outcome.fold(view -> Answer.of(200, view), Problems::answer);
    }
}
