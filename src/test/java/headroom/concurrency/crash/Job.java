package headroom.concurrency.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A job that asks for an allocation once, and what its caller was told of it: the promises that must hold after every
 * crash. Used by one thread at a time.
 */
final class Job {
    private final String name;
    private final UUID quota;
    private final boolean reserved;
    private final List<String> steps = new ArrayList<>();
    private UUID allocation;
    private long amount;
    /** May end by itself while the test runs. */
    private boolean leased;

    Job(String name, UUID quota, long amount, boolean reserved, boolean leased) {
        this.name = name;
        this.quota = quota;
        this.amount = amount;
        this.reserved = reserved;
        this.leased = leased;
    }

    String name() {
        return name;
    }

    UUID quota() {
        return quota;
    }

    UUID allocation() {
        return allocation;
    }

    long amount() {
        return amount;
    }

    boolean isLive() {
        return allocation != null && !steps.contains("release") && !steps.contains("expire");
    }

    boolean isReserved() {
        return isLive() && reserved && !steps.contains("commit");
    }

    boolean isLeased() {
        return isLive() && leased;
    }

    /** As one item of a batch, or the body of a request. */
    String json() {
        return """
                {"quota_id":"%s","job_id":"%s","requested_value":%d,"state":"%s"%s}""".formatted(
                quota, name, amount, reserved ? "reserved" : "active", leased ? ",\"expires_in\":\"PT0.8S\"" : "");
    }

    void allocated(JsonNode body) {
        assertThat(body.path("job_id").asText()).isEqualTo(name);
        assertThat(allocation).as("%s was told of one allocation", name).isNull();
        allocation = UUID.fromString(body.path("id").asText());
        steps.add("allocate");
    }

    void committed(Reply reply, long part) {
        if (stepped(reply, "commit")) {
            amount = part;
            leased = false;
        }
    }

    /** Until long after the test. */
    void renewed(Reply reply) {
        if (stepped(reply, "renew")) {
            leased = false;
        }
    }

    void released(Reply reply) {
        stepped(reply, "release");
    }

    /** What a release that is asked for again is told: that it is done now, or was before. */
    void releasedByNow(Reply reply) {
        if (reply.status() == 409 && reply.text("/allocation/state").equals("released")) {
            steps.add("release");
        } else {
            stepped(reply, "release");
        }
    }

    private boolean stepped(Reply reply, String step) {
        if (reply.status() == 409) {
            reply.hasText("/allocation/state", "expired");
            assertThat(leased).as("%s has a lease that can end", name).isTrue();
            steps.add("expire");
            return false;
        }
        reply.is(200);
        steps.add(step);
        return true;
    }

    /**
     * Must find what the caller was told, exactly once.
     *
     * @param listed the allocations of this job
     * @param history the operations that the usage history has of it
     */
    void check(List<JsonNode> listed, List<String> history) {
        if (allocation == null) {
            assertThat(listed).as("%s was refused", name).isEmpty();
            assertThat(history).as("history of %s", name).isEmpty();
            return;
        }
        assertThat(listed).as("allocations of %s", name).hasSize(1);
        JsonNode found = listed.get(0);
        assertThat(found.path("id").asText()).isEqualTo(allocation.toString());
        assertThat(found.path("allocated_value").decimalValue())
                .as("amount of %s", name)
                .isEqualByComparingTo(String.valueOf(amount));
        if (isLeased() && found.path("state").asText().equals("expired")) {
            steps.add("expire");
        }
        assertThat(found.path("state").asText()).as("%s after %s", name, steps).isEqualTo(state());
        assertThat(history).as("history of %s", name).containsExactlyInAnyOrderElementsOf(steps);
        assertThat(found.path("version").asInt()).as("steps of %s", name).isEqualTo(steps.size() - 1);
    }

    private String state() {
        if (steps.contains("release")) {
            return "released";
        }
        if (steps.contains("expire")) {
            return "expired";
        }
        return isReserved() ? "reserved" : "active";
    }
}
