package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers and operators see of a breaker's life, over HTTP alone. */
class BreakerStatesIT {
    private static final String QUICK =
            "\"minimum_calls\":4,\"window_size\":10,\"open_delay_ms\":1000,\"half_open_calls\":2";

    private final Api api = Product.running().api();
    private final Api second = api.at(Product.running().second());

    @Test
    void tooManyFailuresOpenItAndProbesThatSucceedCloseIt() {
        Service scanner = Service.configured(api, "scanner", QUICK);
        assertThat(scanner.isPermitted()).isTrue();
        scanner.tell(2, "success", "a");
        scanner.tell(2, "failure", "a");
        scanner.awaitState("open");
        Reply refused = scanner.permit();
        if (!refused.body().path("permitted").asBoolean()) {
            Instant retryAt = Instant.parse(refused.text("/retry_at"));
            assertThat(retryAt).isBefore(Instant.now().plusSeconds(2));
        }
        scanner.awaitState("half_open");
        String first = scanner.permit().text("/permit_id");
        String other = scanner.permit().text("/permit_id");
        Reply third = scanner.permit();
        assertThat(third.body().path("permitted").asBoolean()).isFalse();
        assertThat(third.text("/retry_at")).isNotBlank();
        scanner.tell(first, "success").hasNumber("/recorded", "1");
        scanner.tell(first, "success").hasNumber("/recorded", "0");
        scanner.tell(other, "success");
        scanner.awaitState("closed");
        assertThat(scanner.isPermitted()).isTrue();
        assertThat(scanner.moves())
                .containsExactly("failure_rate open", "delay_over half_open", "probes_passed closed");
    }

    @Test
    void probesThatFailOpenItAgainForLonger() {
        Service scanner = Service.configured(api, "scanner", QUICK + ",\"open_delay_factor\":20");
        scanner.tell(4, "failure", "a");
        scanner.awaitState("half_open");
        scanner.tell(scanner.permit().text("/permit_id"), "ignored");
        String first = scanner.permit().text("/permit_id");
        scanner.tell(first, "failure");
        scanner.tell(scanner.permit().text("/permit_id"), "failure");
        Reply shown = scanner.await("reopened", reply -> reply.text("/state").equals("open"));
        shown.hasNumber("/reopenings", "1");
        Duration open = Duration.between(Instant.parse(shown.text("/since")), Instant.parse(shown.text("/open_until")));
        assertThat(open).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatTwoServersHaveHeardIsAddedUp() {
        Service here =
                Service.configured(api, "scanner", "\"minimum_calls\":20,\"window_size\":20,\"open_delay_ms\":60000");
        Service there = here.at(second);
        here.tell(10, "failure", "a");
        there.tell(10, "failure", "b");
        here.awaitState("open");
        here.awaitPermitted(false);
        there.awaitPermitted(false);
        assertThat(here.moves()).containsExactly("failure_rate open");
    }

    /** Whether the mode comes before the evidence is written, between that and its judgement, or after. */
    @Test
    void aModeThatIsLaidOnMeanwhileDoesNotMakeTheEvidenceVoid() throws InterruptedException {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            services.add(Service.configured(api, "service-" + i, QUICK.replace("1000", "600000")));
        }
        for (Service service : services) {
            service.tell(4, "failure", "a");
            Thread.sleep(15);
            service.force("forced_closed", Instant.now().plusSeconds(600)).is(200);
        }
        for (Service service : services) {
            service.await("open beneath", shown -> shown.text("/computed_state").equals("open"));
        }
    }

    @Test
    void oneSickCallerDoesNotOpenItForAll() {
        Service scanner = Service.configured(api, "scanner", QUICK + ",\"quorum_callers\":2");
        scanner.tell(8, "failure", "sick");
        scanner.await(
                "the failures count", reply -> reply.number("/counts/failed").intValue() == 8);
        scanner.show().hasText("/state", "closed");
        scanner.tell(4, "failure", "another");
        scanner.await("open", reply -> !reply.text("/computed_state").equals("closed"));
    }

    @Test
    void forcedOpenItRefusesUntilItIsEnded() {
        Service scanner = Service.configured(api, "scanner", QUICK);
        Instant until = Instant.now().plusSeconds(3600);
        scanner.force("forced_open", until)
                .is(200)
                .hasText("/state", "open")
                .hasText("/computed_state", "closed")
                .hasText("/reason", "a test needs it")
                .hasText("/ticket", "TEST-1");
        assertThat(scanner.isPermitted()).isFalse();
        scanner.at(second).awaitPermitted(false);
        api.delete("breakers/scanner/force").is(200).hasText("/mode", "auto").hasText("/state", "half_open");
        assertThat(scanner.isPermitted()).isTrue();
        JsonNode audited = api.get("audit?limit=10").is(200).body();
        List<String> actions = new ArrayList<>();
        audited.forEach(entry -> actions.add(entry.at("/entry/action").asText()));
        assertThat(actions).contains("breaker.configure", "breaker.force", "breaker.end-force");
    }

    @Test
    void forcedOpenItProbesWhenItsTimeIsOver() {
        Service scanner = Service.configured(api, "scanner", QUICK);
        Instant until = Instant.now().plusSeconds(2);
        scanner.force("forced_open", until).is(200);
        Reply shown = scanner.await("its end", reply -> reply.text("/mode").equals("auto"));
        shown.hasText("/state", "half_open");
        assertThat(Instant.parse(shown.text("/since"))).isBetween(until, until.plus(LATE));
    }

    @Test
    void forcedClosedItPermitsWhateverTheEvidenceSays() {
        Service scanner = Service.configured(api, "scanner", QUICK.replace("1000", "60000"));
        scanner.force("forced_closed", Instant.now().plusSeconds(3600)).is(200);
        scanner.tell(10, "failure", "a");
        scanner.await("open beneath", reply -> reply.text("/computed_state").equals("open"))
                .hasText("/state", "closed");
        assertThat(scanner.isPermitted()).isTrue();
        api.delete("breakers/scanner/force").is(200).hasText("/state", "open");
        assertThat(scanner.isPermitted()).isFalse();
    }

    @Test
    void offItNeverOpens() {
        Service scanner = Service.configured(api, "scanner", QUICK);
        scanner.force("metrics_only", null).is(200);
        scanner.tell(10, "failure", "a");
        scanner.await("it counts", reply -> reply.number("/counts/failed").intValue() == 10)
                .hasText("/state", "closed");
        scanner.force("disabled", null).is(200);
        scanner.tell(10, "failure", "a").hasNumber("/recorded", "0");
        assertThat(scanner.isPermitted()).isTrue();
    }

    @Test
    void resetItForgetsEverything() {
        Service scanner = Service.configured(api, "scanner", QUICK.replace("1000", "60000"));
        scanner.tell(4, "failure", "a");
        scanner.awaitState("open");
        api.post("breakers/scanner/reset", null).is(200).hasText("/state", "closed");
        assertThat(scanner.isPermitted()).isTrue();
        scanner.show().hasNumber("/counts/calls", "0").hasNumber("/reopenings", "0");
        assertThat(scanner.moves()).containsExactly("failure_rate open", "reset closed");
    }

    @Test
    void aChangeOfConfigurationKeepsTheCounts() {
        Service scanner = Service.configured(api, "scanner", "");
        scanner.tell(6, "failure", "a");
        scanner.await(
                "the failures count", reply -> reply.number("/counts/failed").intValue() == 6);
        Service.configured(api, "scanner", "\"minimum_calls\":7,\"window_size\":10");
        scanner.show().hasNumber("/counts/failed", "6");
        scanner.tell(1, "failure", "a");
        scanner.awaitState("open");
    }

    @Test
    void ofManyCallersThatTellAtOnceNothingIsLost() {
        Service here = Service.configured(api, "scanner", "\"window_size\":10000,\"minimum_calls\":10000");
        Service there = here.at(second);
        Callers.call(32, 200, i -> (i % 2 == 0 ? here : there).tell(10, i % 4 == 0 ? "failure" : "success", "c" + i));
        here.await("all are counted", reply -> reply.number("/counts/calls").intValue() == 2000)
                .hasNumber("/counts/failed", "500");
    }

    /** The clock's hand moves four times a second; a machine that others use too may take longer. */
    private static final Duration LATE = Duration.ofSeconds(2);

    @Test
    void itIsDueSoonWithoutTraffic() {
        Service scanner =
                Service.configured(api, "scanner", QUICK + ",\"half_open_max_ms\":2000,\"open_delay_factor\":50");
        scanner.tell(4, "failure", "a");
        Reply open = scanner.await("open", reply -> reply.text("/state").equals("open"));
        Instant until = Instant.parse(open.text("/open_until"));
        Reply halfOpen =
                scanner.await("half open", reply -> reply.text("/state").equals("half_open"));
        Instant since = Instant.parse(halfOpen.text("/since"));
        assertThat(since).isBetween(until, until.plus(LATE));
        Reply reopened = scanner.await("reopened", reply -> reply.text("/state").equals("open"));
        assertThat(Instant.parse(reopened.text("/since")))
                .isBetween(since.plusSeconds(2), since.plusSeconds(2).plus(LATE));
    }
}
