package headroom.concurrency.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Moves teams between trees and changes their limits, one request after the other. Used by one thread at a time. */
final class Administrator {
    private final List<MortalServer> servers;
    private final List<UUID> teams;
    private final List<UUID> organizations;
    private final Random random = new Random(11);
    /** By quota and field what was acknowledged last. */
    private final Map<Field, String> acknowledged = new HashMap<>();

    private Optional<Change> unanswered = Optional.empty();
    private int preferred;

    private record Field(UUID quota, String name) {}

    private record Change(Field field, String value) {
        Request request() {
            String body = "{\"%s\":%s}".formatted(field.name(), value);
            return new Request("PUT", "quotas/" + field.quota(), body, Optional.empty(), null, reply -> {});
        }
    }

    Administrator(List<MortalServer> servers, List<UUID> teams, List<UUID> organizations) {
        this.servers = servers;
        this.teams = teams;
        this.organizations = organizations;
    }

    /** One change; none while the last is in doubt. */
    void step() {
        if (unanswered.isPresent()) {
            Thread.onSpinWait();
            return;
        }
        UUID team = teams.get(random.nextInt(teams.size()));
        UUID organization = organizations.get(random.nextInt(organizations.size()));
        Change change = random.nextBoolean()
                ? new Change(new Field(team, "parent_id"), "\"" + organization + "\"")
                : new Change(new Field(team, "limit_value"), String.valueOf(150 + random.nextInt(150)));
        MortalServer.Outcome outcome = servers.get(preferred).send(change.request());
        if (outcome.isTurnedAway()) {
            preferred = (preferred + 1) % servers.size();
        } else if (outcome.isUnknown()) {
            unanswered = Optional.of(change);
        } else {
            understand(change, outcome.reply().orElseThrow());
        }
    }

    /** After a crash: what got no answer is asked for again. */
    void recover() {
        unanswered.ifPresent(change -> understand(change, insist(change.request())));
        unanswered = Optional.empty();
    }

    /** Must find what was acknowledged. */
    void check(Api api) {
        acknowledged.forEach((field, value) -> assertThat(
                        api.get("quotas/" + field.quota()).is(200).body().path(field.name()))
                .as("%s of quota %s", field.name(), field.quota())
                .hasToString(value));
    }

    private void understand(Change change, Reply reply) {
        if (reply.status() == 200) {
            acknowledged.put(change.field(), change.value());
        } else {
            reply.hasText("/type", "urn:headroom:problem:quota-exceeded");
        }
    }

    private Reply insist(Request request) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> servers.get(0).send(request), outcome -> !outcome.isTurnedAway() && !outcome.isUnknown())
                .reply()
                .orElseThrow();
    }
}
