package headroom.launcher.server;

import headroom.launcher.Console;
import headroom.launcher.DataDirectory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something to try the first call on: the organization {@code acme} with two teams, three users and a monthly budget,
 * loaded once through the service's own door. A loading that was cut short is taken up again at the next start: what is
 * there already is found, and not made twice.
 */
public final class SampleOrganization {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final String BUDGET = "\"period\":\"month\"";
    private static final List<Quota> QUOTAS = List.of(
            new Quota("concurrent_gpus", "organization", "acme", 100, "", ""),
            new Quota("concurrent_gpus", "team", "research", 60, "acme", "\"soft_limit\":50"),
            new Quota("concurrent_gpus", "team", "platform", 40, "acme", ""),
            new Quota("concurrent_gpus", "user", "ada", 30, "research", ""),
            new Quota("concurrent_gpus", "user", "bo", 20, "research", ""),
            new Quota("concurrent_gpus", "user", "cy", 20, "platform", ""),
            new Quota("gpu_hours", "organization", "acme", 5000, "", BUDGET),
            new Quota("gpu_hours", "team", "research", 3000, "acme", BUDGET),
            new Quota("gpu_hours", "user", "ada", 1000, "research", BUDGET));

    private static final String REASON = "the sample organization of the first start";

    private final Service service;
    private final FirstClients clients;
    private final Path marker;
    private final Console console;

    /** The marker file {@code sample-loaded} in the data directory says that nothing is left to do. */
    public SampleOrganization(Service service, FirstClients clients, DataDirectory data, Console console) {
        this.service = service;
        this.clients = clients;
        this.marker = data.resolve("sample-loaded");
        this.console = console;
    }

    private record Quota(String resource, String type, String name, long limit, String parent, String more) {

        String json(Map<String, String> ids) {
            String parentId = ids.get(resource + "/" + parent);
            return "{\"entity_type\":\"%s\",\"entity_id\":\"%s\",\"resource_type\":\"%s\",\"limit_value\":%d%s%s}"
                    .formatted(
                            type,
                            name,
                            resource,
                            limit,
                            parentId == null ? "" : ",\"parent_id\":\"" + parentId + "\"",
                            more.isEmpty() ? "" : "," + more);
        }

        String query() {
            return "?entity_type=%s&entity_id=%s&resource_type=%s".formatted(type, name, resource);
        }
    }

    /** Loads what is missing. A failure is told and does not stop the service. Returns whether all of it is there. */
    public boolean load() {
        if (Files.exists(marker)) {
            return true;
        }
        console.step("sample", "loading the organization acme");
        try {
            String token = clients.operatorToken(REASON);
            Map<String, String> ids = new HashMap<>();
            for (Quota quota : QUOTAS) {
                ids.put(quota.resource() + "/" + quota.name(), create(quota, ids, token));
            }
            Files.createFile(marker);
            return true;
        } catch (IOException e) {
            console.refuse("The sample organization could not be loaded: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private String create(Quota quota, Map<String, String> ids, String token) throws IOException, InterruptedException {
        String key = "sample-" + quota.resource() + "-" + quota.type() + "-" + quota.name();
        HttpResponse<String> answer = service.post("/api/v1/quotas", quota.json(ids), token, Optional.of(key));
        if (answer.statusCode() == 409 && answer.body().contains("already-exists")) {
            answer = service.get("/api/v1/quotas" + quota.query(), token);
        }
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() / 100 != 2 || !id.find()) {
            throw new IOException("quota %s of %s: the service answered %d%s"
                    .formatted(quota.resource(), quota.name(), answer.statusCode(), excerpt(answer.body())));
        }
        return id.group(1);
    }

    /** The beginning of a JSON answer; a page of HTML tells nothing. */
    private static String excerpt(String body) {
        return body.startsWith("{")
                ? " " + body.substring(0, Math.min(300, body.length())).replaceAll("\\s+", " ")
                : "";
    }
}
