package headroom.quota.boundary;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What the contract says of itself. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Headroom",
                        version = "1",
                        description =
                                "Decides who may use how much, and when to stop. Errors are application/problem+json"
                                        + " (RFC 9457). Amounts are exact decimals with at most 4 fraction digits."
                                        + " Lists are arrays; `Link: rel=\"next\"` leads on."),
        servers = @Server(url = "/", description = "this server"),
        tags = {
            @Tag(name = "Quotas", description = "Who may use how much: trees of limits on one resource."),
            @Tag(name = "Allocations", description = "What is held: admitted, committed, renewed, released."),
            @Tag(name = "Resource types", description = "What can be counted."),
            @Tag(
                    name = "Backfills",
                    description = "Windows of a source that are read again, without doing anything twice."),
            @Tag(name = "Alerts", description = "What is the case that somebody should know."),
            @Tag(name = "Webhooks", description = "Where a tenant is told what happens."),
            @Tag(name = "Breakers", description = "Whether a service that many call should be called now."),
            @Tag(name = "Throttles", description = "How many jobs of what kind may begin."),
            @Tag(name = "Permits", description = "Jobs that may run, until they end."),
            @Tag(name = "Tenants", description = "The customers of the service, and what they have settled."),
            @Tag(name = "Clients", description = "Who may ask for tokens.")
        })
final class ApiDescription {
    private ApiDescription() {}
}
