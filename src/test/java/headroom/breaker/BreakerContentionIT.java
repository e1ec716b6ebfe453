package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A breaker that somebody holds for too long is not a database that is gone. */
class BreakerContentionIT {
    private final Api api = Product.running().api();

    @Test
    void whoHoldsABreakerMakesItsOwnCallersWaitAndNoServerDecideAlone() throws SQLException {
        Service scanner = Service.configured(api, "scanner", "\"half_open_calls\":1");
        scanner.force("forced_open", Instant.now().plusSeconds(600)).is(200);
        api.delete("breakers/scanner/force").is(200).hasText("/state", "half_open");
        try (Connection other = Product.running().database().asOwner();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            holding.execute("select 1 from breakers where tenant_id = '%s' for update".formatted(api.tenant()));
            api.post("breakers/scanner/permits", null).isProblem(503, "unavailable");
            assertThat(api.get("/health/live").is(200).http().body())
                    .contains("\"name\":\"breakers\",\"status\":\"UP\"");
            other.rollback();
        }
        String probe = scanner.permit().text("/permit_id");
        assertThat(scanner.isPermitted()).isFalse();
        scanner.tell(probe, "success").hasNumber("/recorded", "1");
        scanner.awaitState("closed");
    }

    @Test
    void whatWaitedLongBeforeItWasStoredIsHeardOfByOtherServers() throws Exception {
        Service here = Service.configured(api, "scanner", "");
        Service there = here.at(api.at(Product.running().second()));
        there.awaitPermitted(true);
        CompletableFuture<Reply> forced;
        try (Connection other = Product.running().database().asOwner();
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            holding.execute("select pg_advisory_xact_lock(hashtextextended('breaker transitions of %s', 0))"
                    .formatted(api.tenant()));
            forced = CompletableFuture.supplyAsync(
                    () -> here.force("forced_open", Instant.now().plusSeconds(600)));
            Thread.sleep(8_000);
            other.rollback();
        }
        forced.join().is(200);
        there.awaitPermitted(false);
    }

    @Test
    void ofManyWhoConfigureWhatIsBeingMadeEachIsHeard() {
        for (int round = 0; round < 10; round++) {
            String path = "breakers/service-" + round;
            List<Reply> replies = Callers.call(
                    8,
                    16,
                    i -> i % 2 == 0
                            ? api.attempt("POST", path + "/permits", null).orElseThrow()
                            : api.attempt("PUT", path, "{\"minimum_calls\":" + (50 + i) + "}")
                                    .orElseThrow());
            for (int i = 1; i < replies.size(); i += 2) {
                replies.get(i).hasNumber("/configuration/minimum_calls", String.valueOf(50 + i));
            }
        }
    }

    @Test
    void manyWhoAskForProbesWithAKeyDoNotWaitForEachOther() {
        Service scanner = Service.configured(api, "scanner", "\"half_open_calls\":1000");
        scanner.force("forced_open", Instant.now().plusSeconds(600)).is(200);
        api.delete("breakers/scanner/force").is(200).hasText("/state", "half_open");
        List<Reply> replies = Callers.call(
                100,
                400,
                i -> api.with("Idempotency-Key", UUID.randomUUID().toString()).post("breakers/scanner/permits", null));
        assertThat(replies).allSatisfy(reply -> reply.is(200));
        assertThat(replies.stream().map(reply -> reply.text("/permit_id")).distinct())
                .hasSize(400);
    }
}
