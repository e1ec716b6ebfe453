package headroom.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.testing.Api;
import headroom.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** A service behind a breaker, as its callers see it. */
record Service(Api api, String name) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Configures its breaker; {@code more} are JSON members with commas between. */
    static Service configured(Api api, String name, String more) {
        Reply made = api.put("breakers/" + name, "{" + more + "}");
        assertThat(made.status()).as(made.http().body()).isIn(200, 201);
        return new Service(api, name);
    }

    Service at(Api other) {
        return new Service(other, name);
    }

    Reply show() {
        return api.get("breakers/" + name).is(200);
    }

    Reply permit() {
        return api.post("breakers/" + name + "/permits", null).is(200);
    }

    boolean isPermitted() {
        return permit().body().path("permitted").asBoolean();
    }

    Reply tell(String permitId, String outcome) {
        String permit = permitId == null ? "" : "\"permit_id\":\"" + permitId + "\",";
        return api.post(
                        "breakers/" + name + "/outcomes",
                        "{%s\"outcome\":\"%s\",\"duration_ms\":5}".formatted(permit, outcome))
                .is(200);
    }

    /** Tells of so many outcomes at once. */
    Reply tell(int number, String outcome, String caller) {
        String one = "{\"outcome\":\"%s\",\"duration_ms\":5,\"caller\":\"%s\"}".formatted(outcome, caller);
        return api.post(
                        "breakers/" + name + "/outcomes",
                        "{\"outcomes\":[" + String.join(",", Collections.nCopies(number, one)) + "]}")
                .is(200);
    }

    Reply force(String mode, Instant until) {
        return api.post(
                "breakers/" + name + "/force",
                until == null
                        ? "{\"mode\":\"" + mode + "\"}"
                        : "{\"mode\":\"%s\",\"until\":\"%s\"}".formatted(mode, until));
    }

    Service awaitState(String state) {
        await("state " + state, shown -> shown.text("/state").equals(state));
        return this;
    }

    /** Waits until the breaker is so. */
    Reply await(String what, Predicate<Reply> condition) {
        Instant limit = Instant.now().plus(PATIENCE);
        Reply shown = show();
        while (!condition.test(shown)) {
            assertThat(Instant.now()).as("%s in %s", what, shown.http().body()).isBefore(limit);
            pause();
            shown = show();
        }
        return shown;
    }

    /** Waits until a call is permitted, or is not. */
    void awaitPermitted(boolean permitted) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (isPermitted() != permitted) {
            assertThat(Instant.now()).as("permitted: " + permitted).isBefore(limit);
            pause();
        }
    }

    /** What has moved it, the oldest first: cause and the state that callers feel afterwards. */
    List<String> moves() {
        List<String> moves = new ArrayList<>();
        for (JsonNode move : api.all("breakers/" + name + "/transitions")) {
            moves.add(
                    0, move.path("cause").asText() + " " + move.at("/to/state").asText());
        }
        return moves;
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
