package headroom.concurrency.linearizable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.concurrency.Callers;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rule Q8 as it is written: for any interleaving, on two servers, what was answered is what some one-by-one order answers.
 * Clients race on one small tree, and every history is put before {@link Linearizability}.
 */
class LinearizabilityIT {
    private static final int OPERATIONS = 200;
    private static final List<String> SERVERS = List.of("first", "second");

    private final Api api = Product.running().api();
    private final TestServer second = Product.running().second();
    private final List<Api> apis = List.of(api, api.at(second));
    private final Site site = new Site(api);
    private final History history = new History();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatTwoServersAnswerIsExplainedBySomeOrder(long seed) {
        Workload workload = new Workload(new Random(seed));
        int clients = 4 + (int) seed % 5;
        race(clients, OPERATIONS - Workload.QUOTAS.size(), workload);
        readAll();
        explained();
        assertThat(history.operations())
                .as("the race is one: most is refused or granted for good reason")
                .filteredOn(operation -> operation.answer().orElse(null) instanceof Answer.Denied)
                .hasSizeGreaterThan(5);
    }

    @Test
    void soItIsWhereOneServerIsKilledInTheMiddle() {
        Workload workload = new Workload(new Random(99));
        CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> {
            await().pollInterval(Duration.ofMillis(1)).until(() -> history.size() >= OPERATIONS / 3);
            second.kill();
            second.launch();
        });
        try {
            race(8, OPERATIONS * 2 / 3, workload);
        } finally {
            killing.join();
            second.awaitReady();
        }
        race(8, OPERATIONS / 3, workload);
        readAll();
        explained();
        assertThat(history.operations())
                .as("the kill caught calls under way")
                .anyMatch(operation -> operation.answer().isEmpty());
    }

    /** All these clients at once, each one call after the other, at the two servers in turn. */
    private void race(int clients, int operations, Workload workload) {
        int until = history.size() + operations;
        Callers.call(clients, clients, client -> {
            int server = client % SERVERS.size();
            while (history.size() < until) {
                Optional<Answer> answer = call(client, server, workload.next());
                answer.ifPresent(heard -> {
                    if (heard instanceof Answer.Admitted admitted) {
                        workload.heardOf(admitted.allocation());
                    } else if (heard instanceof Answer.AlreadyExists exists) {
                        workload.heardOf(exists.allocation());
                    }
                });
                if (answer.isEmpty() || answer.get() instanceof Answer.TurnedAway) {
                    server = 0;
                }
            }
            return client;
        });
    }

    /** What is there in the end, read when all is quiet. */
    private void readAll() {
        for (int i = 0; i < Workload.QUOTAS.size(); i++) {
            call(0, i % SERVERS.size(), new Call.ReadUsage(Workload.QUOTAS.get(i)));
        }
    }

    private Optional<Answer> call(int client, int server, Call call) {
        return history.record(client, SERVERS.get(server), call, () -> site.send(apis.get(server), call));
    }

    private void explained() {
        assertThat(Linearizability.contradiction(Workload.tree(), history.operations()))
                .as(() -> "the history\n" + history + "\n")
                .isEmpty();
        assertThat(site.failures()).isEmpty();
        api.verify();
    }
}
