package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health, metrics, the contract itself, and what the container refuses by itself. */
class OperationsIT {
    private final Api api = Product.running().api();

    @Test
    void healthIsToldThreeWays() {
        for (String path : List.of("/health", "/health/live", "/health/ready", "/health/started")) {
            api.get(path).is(200).hasText("/status", "UP");
        }
    }

    /** Some seconds after the start; on Payara Micro the annotations work. */
    @Test
    void healthTellsWhetherFaultToleranceWorks() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(api.get("/health/ready").is(200).http().body())
                                .contains("{\"name\":\"fault-tolerance\",\"status\":\"UP\"}"));
        assertThat(metric("headroom_fault_tolerance_intercepts")).isEqualTo(1);
        assertThat(api.get("/health/live").is(200).http().body()).contains("fault-tolerance");
    }

    @Test
    void decisionsAreCounted() {
        UUID team = api.quota("team", "ml", "5", null);
        double admitted = metric("headroom_allocations_admitted_total");
        double denied = metric("headroom_allocations_denied_total{reason=\"quota-exceeded\"}");
        double decided = metric("headroom_decision_seconds_count");
        api.allocate(team, "a", "5").is(201);
        api.allocate(team, "b", "5").is(409);
        assertThat(metric("headroom_allocations_admitted_total")).isEqualTo(admitted + 1);
        assertThat(metric("headroom_allocations_denied_total{reason=\"quota-exceeded\"}"))
                .isEqualTo(denied + 1);
        assertThat(metric("headroom_decision_seconds_count")).isEqualTo(decided + 2);
        assertThat(metric("headroom_timer_ticks_total{result=\"succeeded\"}")).isPositive();
        assertThat(metric("headroom_database_pool_max")).isPositive();
        assertThat(api.get("/metrics").http().body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void whatIsHeldIsGauged() {
        api.allocate(api.quota("team", "ml", "5", null), "a", "5").is(201);
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(metric("headroom_live_amount{resource_type=\"concurrent_gpus\"}"))
                    .isGreaterThanOrEqualTo(5);
            assertThat(metric("headroom_database_connections{state=\"open\"}")).isPositive();
        });
    }

    private double metric(String name) {
        return api.get("/metrics")
                .is(200)
                .http()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void everyAnswerNamesItsRequest() {
        assertThat(api.with("X-Request-Id", "mine-1").get("quotas").header("X-Request-Id"))
                .contains("mine-1");
        assertThat(api.with("X-Request-Id", "not mine!").get("quotas").header("X-Request-Id"))
                .get()
                .asString()
                .matches("[0-9a-f-]{36}");
        api.with("X-Request-Id", "mine-2")
                .get("quotas/" + UUID.randomUUID())
                .hasText("/instance", "urn:headroom:request:mine-2");
    }

    @Test
    void theContractDescribesEveryFieldAndStatus() {
        JsonNode contract = api.get("/openapi").is(200).body();
        List<String> holes = new ArrayList<>();
        contract.path("components").path("schemas").properties().forEach(schema -> {
            JsonNode fields = schema.getValue().path("properties");
            fields.properties().forEach(field -> {
                JsonNode it = field.getValue();
                boolean reference = it.has("$ref") || it.has("allOf");
                if (!reference && (!it.has("type") || !it.has("description"))) {
                    holes.add(schema.getKey() + "." + field.getKey());
                }
                String type = it.path("type").asText();
                if (!reference && !type.equals("array") && !type.equals("object") && !it.has("example")) {
                    holes.add(schema.getKey() + "." + field.getKey() + " has no example");
                }
                if (!field.getKey().equals(field.getKey().toLowerCase(java.util.Locale.ROOT))) {
                    holes.add(schema.getKey() + "." + field.getKey() + " is not snake_case");
                }
            });
        });
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    if (!operation.has("operationId") || !operation.has("summary")) {
                        holes.add(path.getKey() + " " + method.getKey());
                    }
                    operation.path("responses").properties().forEach(response -> {
                        boolean empty = response.getKey().equals("204");
                        if (!empty && response.getValue().path("content").isEmpty()) {
                            holes.add(path.getKey() + " " + method.getKey() + " " + response.getKey());
                        }
                    });
                }));
        assertThat(holes).isEmpty();
        assertThat(contract.path("paths").size()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void swaggerUiIsServedFromHere() {
        Reply page = api.get("/swagger-ui/").is(200);
        assertThat(page.http().body()).doesNotContain("${", "https://", "http://");
        String script = page.http().body().replaceAll("(?s).*src=\"\\.\\./(webjars[^\"]+bundle\\.js)\".*", "$1");
        assertThat(api.get("/" + script).is(200).http().body()).contains("SwaggerUI");
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() {
        api.get("/nothing/here").isProblem(404, "not-found");
        api.get("/api/v1/nothing").isProblem(404, "not-found");
        api.send("PATCH", "/api/v1/quotas", "{}").isProblem(405, "method-not-allowed");
        assertThat(api.send("DELETE", "/api/v1/quotas", null)
                        .isProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isPresent();
        api.with("Accept", "text/html").get("quotas").isProblem(406, "not-acceptable");
        api.with("Content-Type", "text/plain").post("quotas", "{}").isProblem(415, "unsupported-media-type");
        api.send("POST", "/health", "{}").isProblem(405, "method-not-allowed");
    }

    @Test
    @Tag("payara")
    void whatIsRefusedBeforeTheServiceIsAskedIsAProblemToo() throws IOException {
        api.get("/WEB-INF/web.xml").isProblem(404, "not-found");
        assertThat(raw("GET /api/v1/quotas?limit=%4 HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("urn:headroom:");
    }

    private static String raw(String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Product.running().server().port())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
