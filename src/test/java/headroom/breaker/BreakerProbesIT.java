package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 64 callers at two servers ask a half-open breaker: never are there more probes than are wanted, each ends once, and what they
 * decide is written once. So many rounds as {@code headroom.breaker.rounds} says, each with a breaker of its own among those of a batch.
 */
class BreakerProbesIT {
    private static final int ROUNDS = Integer.getInteger("headroom.breaker.rounds", 20);
    private static final int BATCH = 20;
    private static final int CALLERS = 64;
    private static final int PROBES = 5;

    /** What one server stores, the others know after this time: the bound that docs/breakers.md gives, in milliseconds. */
    private static final long KNOWN_EVERYWHERE_MS = 1_000;

    private final Api here = Product.running().api();
    private final Api there = here.at(Product.running().second());
    private final List<String> services = new ArrayList<>();

    @BeforeEach
    void configure() {
        for (int i = 0; i < BATCH; i++) {
            services.add("service-" + i);
            here.put("breakers/" + services.get(i), "{\"half_open_calls\":" + PROBES + "}")
                    .is(201);
        }
    }

    @Test
    void neverMoreProbesThanWantedAndNoMoveTwice() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round += BATCH) {
            halfOpen();
            List<List<String>> lent = ask();
            assertThat(lent)
                    .allSatisfy(probes -> assertThat(new HashSet<>(probes))
                            .hasSize(PROBES)
                            .allMatch(permit -> permit.startsWith("p.")));
            giveOneBack(lent);
            List<List<String>> again = ask();
            assertThat(again).allSatisfy(probes -> assertThat(probes).hasSize(1));
            for (int i = 0; i < BATCH; i++) {
                lent.get(i).set(0, again.get(i).get(0));
            }
            end(lent);
            checkMoves();
        }
    }

    private void halfOpen() throws InterruptedException {
        String until = Instant.now().plusSeconds(600).toString();
        for (String service : services) {
            here.post("breakers/" + service + "/force", "{\"mode\":\"forced_open\",\"until\":\"" + until + "\"}")
                    .is(200);
        }
        for (String service : services) {
            there.delete("breakers/" + service + "/force").is(200).hasText("/state", "half_open");
        }
        Thread.sleep(KNOWN_EVERYWHERE_MS);
    }

    /** What all callers together are permitted, by service. */
    private List<List<String>> ask() {
        List<Reply> replies = Callers.call(
                CALLERS,
                BATCH * CALLERS,
                i -> server(i)
                        .attempt("POST", "breakers/" + services.get(i / CALLERS) + "/permits", null)
                        .orElseThrow()
                        .is(200));
        List<List<String>> permitted = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            permitted.add(new ArrayList<>());
        }
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).body().path("permitted").asBoolean()) {
                permitted.get(i / CALLERS).add(replies.get(i).text("/permit_id"));
            }
        }
        return permitted;
    }

    private void giveOneBack(List<List<String>> lent) throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            assertThat(tell(i, i, lent.get(i).get(0), "ignored")).isEqualTo(1);
        }
        Thread.sleep(KNOWN_EVERYWHERE_MS);
    }

    /** Ends each probe four times at once, at both servers: as a success of even services, as a failure of odd ones. */
    private void end(List<List<String>> lent) {
        int each = PROBES * 4;
        List<Integer> recorded = Callers.call(CALLERS, BATCH * each, i -> {
            int service = i / each;
            return tell(i, service, lent.get(service).get(i % PROBES), service % 2 == 0 ? "success" : "failure");
        });
        for (int service = 0; service < BATCH; service++) {
            int from = service * each;
            assertThat(recorded.subList(from, from + each).stream()
                            .mapToInt(n -> n)
                            .sum())
                    .as(services.get(service))
                    .isEqualTo(PROBES);
        }
    }

    private int tell(int caller, int service, String permitId, String outcome) {
        return server(caller)
                .attempt(
                        "POST",
                        "breakers/" + services.get(service) + "/outcomes",
                        "{\"permit_id\":\"%s\",\"outcome\":\"%s\",\"duration_ms\":1}".formatted(permitId, outcome))
                .orElseThrow()
                .is(200)
                .number("/recorded")
                .intValue();
    }

    private void checkMoves() {
        for (int i = 0; i < BATCH; i++) {
            String path = "breakers/" + services.get(i);
            boolean closes = i % 2 == 0;
            here.get(path).is(200).hasText("/state", closes ? "closed" : "open");
            assertThat(here.get(path + "/transitions?limit=3").body())
                    .extracting(move -> move.path("cause").asText())
                    .containsExactly(closes ? "probes_passed" : "failure_rate", "force_ended", "forced");
            here.post(path + "/reset", null).is(200);
            List<Long> generations = new ArrayList<>();
            here.all(path + "/transitions?limit=500")
                    .forEach(move -> generations.add(move.path("generation").asLong()));
            assertThat(generations).doesNotHaveDuplicates();
        }
    }

    private Api server(int number) {
        return number % 2 == 0 ? here : there;
    }
}
