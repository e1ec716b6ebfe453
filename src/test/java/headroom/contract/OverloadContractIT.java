package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.kernel.Scope;
import headroom.overload.rule.RouteClasses;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestIssuer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Load, limiters and pressure over HTTP, on a server at ease. */
class OverloadContractIT {
    private final Api api = Product.running().api();
    private final Api platform = api.asPlatform();

    @Test
    void everyRouteOfTheContractHasAClassAndNoOther() {
        Set<String> published = new TreeSet<>();
        api.get("/openapi")
                .is(200)
                .body()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> published.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(new TreeSet<>(RouteClasses.ofTheApi())).isEqualTo(published);
        published.forEach(route -> {
            String[] parts = route.split(" ");
            assertThat(RouteClasses.declared(parts[0], parts[1])).as(route).isPresent();
        });
    }

    @Test
    void theLoadIsShownToThePlatformAlone() {
        JsonNode load = platform.get("load").is(200).body();
        assertThat(load.path("state").asText()).isIn("normal", "warning", "critical", "emergency");
        assertThat(load.path("shedding").asBoolean()).isTrue();
        assertThat(load.path("classes")).hasSize(4);
        assertThat(load.at("/classes/0/request_class").asText()).isEqualTo("sheddable");
        assertThat(load.at("/classes/3/request_class").asText()).isEqualTo("critical_plus");
        assertThat(load.at("/classes/3/shed").asLong()).isZero();
        assertThat(load.at("/classes/3/admitted").asLong()).isPositive();
        api.get("load").isProblem(403, "forbidden");
        platform.get("load?x=1").isProblem(400, "validation").blames("x");
    }

    @Test
    void metricsAndHealthTellOfIt() {
        String metrics = api.get("/metrics").is(200).http().body();
        assertThat(metrics)
                .contains("headroom_load{part=\"in_flight\"}")
                .contains("headroom_load_state ")
                .contains("headroom_requests_in_flight ")
                .contains("headroom_requests_admitted_total{class=\"critical\"}")
                .contains("headroom_requests_shed_total{class=\"critical_plus\"} 0.0");
        assertThat(api.get("/health/ready").is(200).http().body()).contains("{\"name\":\"load\",\"status\":\"UP\"}");
    }

    @Test
    void nothingPressesOnATenantThatAsksForNothing() {
        assertThat(api.get("pressure").is(200).body()).isEmpty();
        assertThat(api.get("pressure?target=quotas").is(200).body()).isEmpty();
        assertThat(api.get("pressure").header("Headroom-Pressure")).isEmpty();
        api.get("pressure?limit=0&level=x").isProblem(400, "validation").blames("limit", "level");
        api.withToken(TestIssuer.running().token(api.tenant(), Scope.AUDIT))
                .get("pressure")
                .isProblem(403, "forbidden");
    }

    @Test
    void limitersAreThePlatformsToSee() {
        api.get("limiters").isProblem(403, "forbidden");
        platform.get("limiters?limit=5").is(200);
        platform.get("limiters/nobody").isProblem(404, "not-found");
        platform.get("limiters/nobody/decisions").isProblem(404, "not-found");
        platform.get("limiters/nobody?x=1").isProblem(400, "validation");
    }
}
