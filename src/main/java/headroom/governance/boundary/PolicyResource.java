package headroom.governance.boundary;

import headroom.kernel.Scope;
import headroom.platform.Retries;
import headroom.platform.http.Answer;
import headroom.platform.http.Call;
import headroom.platform.http.JsonBody;
import headroom.platform.http.RequiresScope;
import headroom.platform.http.YamlBody;
import headroom.platform.json.Yaml;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole policy as one document over HTTP: parses, calls the use case, answers. */
@Path("policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Plans")
public class PolicyResource {
    private static final MediaType YAML = MediaType.valueOf(YamlBody.MEDIA_TYPE);
    private static final List<Variant> VARIANTS = List.of(
            new Variant(MediaType.APPLICATION_JSON_TYPE, (String) null, null), new Variant(YAML, (String) null, null));

    @Inject
    private PlanningChanges planning;

    @Inject
    private ApplyingPlan applying;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @GET
    @RequiresScope(Scope.READ)
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @Operation(operationId = "exportPolicy", summary = "All pools with their members as one document; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "The policy; it can be planned as it is.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PolicyView.class)),
                @Content(mediaType = YamlBody.MEDIA_TYPE, schema = @Schema(implementation = PolicyView.class))
            })
    @ApiResponse(responseCode = "422", description = "too-many-nodes: there are more pools than a document has")
    public Response export(@Context Request request) {
        PlatformCallers.required();
        tenants.resolve(http);
        Answer answer = SimulationsResource.shown(planning.policy());
        Variant wanted = request.selectVariant(VARIANTS);
        if (answer.status() != 200 || wanted == null || !wanted.getMediaType().isCompatible(YAML)) {
            return answer.toResponse();
        }
        return Response.ok(Yaml.of(answer.body()).getBytes(StandardCharsets.UTF_8), YAML)
                .build();
    }

    @POST
    @Path("/plan")
    @RequiresScope(Scope.READ)
    @Consumes({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @Operation(
            operationId = "planPolicy",
            summary = "Says what a whole policy would change and come to, and changes nothing; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "What it would change, and a plan of it for 24 h.",
            content = @Content(schema = @Schema(implementation = PolicyPlanView.class)))
    @ApiResponse(responseCode = "422", description = "invalid-pool: every broken rule; too-many-nodes")
    public Response plan(@RequestBody(required = true) @Nullable PolicyRequest body) {
        PolicyRequest request = JsonBody.required(body);
        PlatformCallers.required();
        Call call = tenants.call(http);
        return Retries.call(() -> planning.plan(call, request, SimulationsResource::shown))
                .toResponse();
    }

    @POST
    @Path("/apply")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "applyPolicy",
            summary = "Applies a planned policy, the whole of it and exactly so, or nothing; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "Applied.",
            content = @Content(schema = @Schema(implementation = AppliedView.class)))
    @ApiResponse(responseCode = "404", description = "not-found: there is no plan of that hash, or no more")
    @ApiResponse(responseCode = "409", description = "conflict: it was applied already")
    @ApiResponse(responseCode = "412", description = "stale: the policy has moved since, named by moved")
    @ApiResponse(responseCode = "422", description = "invalid-pool: what stands in the way")
    public Response apply(@RequestBody(required = true) @Nullable ApplyPolicyRequest body) {
        ApplyPolicyRequest request = JsonBody.required(body);
        PlatformCallers.required();
        Call call = tenants.call(http);
        return Retries.call(() -> applying.apply(call, request.planHash(), SimulationsResource::shown))
                .toResponse();
    }
}
