package headroom.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contract that a server publishes at /openapi: every answer must be one that it allows. */
final class Contract {
    private static final Map<String, Contract> CONTRACTS = new ConcurrentHashMap<>();

    private final OpenApiInteractionValidator validator;

    private Contract(String url) {
        validator = OpenApiInteractionValidator.createForSpecificationUrl(url + "/openapi")
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.response.body.schema.additionalProperties", ValidationReport.Level.ERROR)
                        .build())
                .build();
    }

    static Contract of(String url) {
        return CONTRACTS.computeIfAbsent(url, Contract::new);
    }

    void check(String method, String path, String body, Reply reply) {
        if (path.startsWith("/") || reply.status() == 404 || reply.status() == 405) {
            return;
        }
        SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
        reply.header("Content-Type").ifPresent(response::withContentType);
        if (!reply.http().body().isEmpty()) {
            response.withBody(reply.http().body());
        }
        String route = URI.create("/api/v1/" + path).getPath();
        ValidationReport report = validator.validateResponse(route, Request.Method.valueOf(method), response.build());
        if (report.hasErrors()) {
            throw new AssertionError("%s %s answered %d against its contract: %s with %.500s"
                    .formatted(
                            method,
                            path,
                            reply.status(),
                            report.getMessages(),
                            reply.http().body()));
        }
    }
}
