package headroom.governance.boundary;

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
import headroom.quota.boundary.OverrideRequest;
import headroom.quota.boundary.OverrideView;
import headroom.tenant.boundary.TenantResolver;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The maxima of members that are other for a while, over HTTP: parses, calls the use case, answers. */
@Path("pools/{id}/members/{tenant}/overrides")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ApplicationScoped
@Tag(name = "Pools")
public class MemberOverridesResource {
    private static final String ID = "The pool.";
    private static final String TENANT = "The tenant.";

    @Inject
    private OverridingMembers overriding;

    @Inject
    private TenantResolver tenants;

    @Context
    private HttpServletRequest http;

    @POST
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "overrideMemberMax",
            summary = "Makes the most that a member gets another for a while; for the platform")
    @ApiResponse(
            responseCode = "201",
            description = "Made.",
            headers = @Header(name = "Location", description = "Its path.", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = OverrideView.class)))
    @ApiResponse(responseCode = "404", description = "not-found")
    @ApiResponse(responseCode = "409", description = "conflict: an absolute override overlaps, or there are too many")
    public Response add(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant,
            @RequestBody(required = true) @Nullable OverrideRequest body) {
        OverrideRequest request = JsonBody.required(body);
        PlatformCallers.required();
        UUID pool = Parameters.id(id);
        TenantId member = Parameters.tenant(tenant);
        Call call = tenants.call(http);
        return Retries.call(() -> overriding.add(call, pool, member, request, outcome -> made(pool, member, outcome)))
                .toResponse();
    }

    @GET
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listMemberOverrides",
            summary = "Lists the overrides of a member's maximum, in force or to come; for the platform")
    @ApiResponse(
            responseCode = "200",
            description = "By when they begin; at most 100.",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = OverrideView.class))))
    @ApiResponse(responseCode = "404", description = "not-found")
    public Response list(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant) {
        PlatformCallers.required();
        return overriding
                .list(Parameters.id(id), Parameters.tenant(tenant))
                .<Answer>fold(found -> Answer.of(200, found), Problems::answer)
                .toResponse();
    }

    @DELETE
    @Path("{override}")
    @RequiresScope(Scope.QUOTA)
    @Operation(
            operationId = "cancelMemberOverride",
            summary = "Takes an override of a member's maximum back; for the platform")
    @ApiResponse(responseCode = "204", description = "Taken back, and the shares settled.")
    @ApiResponse(responseCode = "404", description = "not-found: never was, or is over")
    public Response cancel(
            @Parameter(description = ID, schema = @Schema(format = "uuid")) @PathParam("id") String id,
            @Parameter(description = TENANT) @PathParam("tenant") String tenant,
            @Parameter(description = "The override.", schema = @Schema(format = "uuid")) @PathParam("override")
                    String override) {
        PlatformCallers.required();
        UUID pool = Parameters.id(id);
        TenantId member = Parameters.tenant(tenant);
        UUID overrideId = Parameters.id(override);
        return Retries.call(() -> overriding.cancel(pool, member, overrideId))
                .<Answer>fold(cancelled -> Answer.noContent(), Problems::answer)
                .toResponse();
    }

    private static Answer made(UUID pool, TenantId member, Outcome<OverrideView> outcome) {
        return outcome.fold(
                made -> Answer.of(201, made)
                        .withHeader(
                                "Location", "/api/v1/pools/" + pool + "/members/" + member + "/overrides/" + made.id()),
                Problems::answer);
    }
}
