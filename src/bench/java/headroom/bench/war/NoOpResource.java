package headroom.bench.war;

import headroom.kernel.Scope;
import headroom.platform.http.RequiresScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/**
 * Takes the body of an allocation and answers with one, and does nothing in between: the server's own limit. It stands behind the
 * same gate as all else.
 */
@Path("no-op")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class NoOpResource {
    private static final byte[] ALLOCATION = """
            {"id":"01900000-0000-7000-8000-000000000000","quota_id":"01900000-0000-7000-8000-000000000001",\
            "job_id":"bench-000000000000","resource_type":"concurrent_gpus","allocated_value":1,"state":"active",\
            "allocated_at":"2026-01-01T00:00:00.000000Z","released_at":null,"expires_at":null,"consumed":0,\
            "version":0,"metadata":null,"warnings":[]}""".getBytes(StandardCharsets.UTF_8);

    @POST
    @RequiresScope(Scope.OPERATE)
    public Response take(byte[] body) {
        return Response.status(body.length == 0 ? 400 : 201).entity(ALLOCATION).build();
    }
}
