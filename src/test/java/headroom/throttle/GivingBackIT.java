package headroom.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An ignored end gives back what was taken, and to whom it was taken from. */
class GivingBackIT {
    private static final String SLOW_BUCKET = "\"burst_capacity\":5,\"refill_per_second\":0.001";

    private final Api api = Product.running().api();

    @Test
    void aBucketMadeLaterGetsNothingBack() {
        Reply before = ask().is(201);
        throttle(SLOW_BUCKET);
        ask().is(201);
        ignore(before);
        ask().isProblem(429, "throttled");
    }

    @Test
    void anHourBegunLaterGetsNothingBack() {
        Reply before = ask().is(201);
        throttle("\"max_per_hour\":5");
        ask().is(201);
        ignore(before);
        ask().isProblem(429, "throttled");
    }

    @Test
    void whatPassedAPausedThrottleGivesItNothingBack() {
        UUID id = throttle(SLOW_BUCKET + ",\"max_per_hour\":5");
        api.post("throttles/" + id + "/pause", null).is(200);
        Reply past = ask().is(201);
        api.post("throttles/" + id + "/resume", null).is(200);
        ask().is(201);
        ignore(past);
        ask().isProblem(429, "throttled");
    }

    @Test
    void aBucketMadeAnewGetsNothingBackOfTheOldOne() {
        UUID id = throttle(SLOW_BUCKET + ",\"max_active\":100");
        Reply first = ask().is(201);
        api.put("throttles/" + id, "{\"burst_capacity\":null,\"refill_per_second\":null}")
                .is(200);
        api.put("throttles/" + id, "{" + SLOW_BUCKET + "}").is(200);
        ask().is(201);
        ignore(first);
        ask().isProblem(429, "throttled");
    }

    @Test
    void whatWouldHaveFlownOverSinceIsNotGivenBack() {
        UUID id = throttle("\"burst_capacity\":5,\"refill_per_second\":1");
        Reply first = ask().is(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("throttles/" + id + "/summary")
                                .is(200)
                                .number("/tokens")
                                .intValue()
                        == 5);
        Reply second = ask().is(201);
        ignore(first);
        ask().isProblem(429, "throttled");
        ignore(second);
        ask().is(201);
    }

    @Test
    void ofThrottlesThatAreNoMoreAPermitRemembersFew() throws SQLException {
        UUID lasting = throttle("\"max_active\":7");
        Reply permit = ask().is(201);
        for (int i = 0; i < 40; i++) {
            UUID passing = api.post("throttles", "{\"job_type\":\"*\",\"source\":\"*\",\"max_active\":9}")
                    .is(201)
                    .id();
            api.delete("throttles/" + passing).is(204);
        }
        try (Connection owner = Product.running().database().asOwner();
                Statement statement = owner.createStatement();
                ResultSet counting = statement.executeQuery("select cardinality(charged), cardinality(counted_only)"
                        + " from permits where id = '" + permit.text("/permit_id") + "'")) {
            counting.next();
            assertThat(counting.getInt(1)).isBetween(2, 18);
            assertThat(counting.getInt(2)).isBetween(1, 18);
        }
        api.get("throttles/" + lasting + "/summary").is(200).hasNumber("/active", "1");
        ignore(permit);
        api.get("throttles/" + lasting + "/summary").is(200).hasNumber("/active", "0");
    }

    @Test
    void itsPlaceIsFreeAllTheSame() {
        Reply before = ask().is(201);
        UUID id = throttle("\"max_active\":1");
        ask().isProblem(429, "throttled");
        ignore(before);
        assertThat(api.get("throttles/" + id + "/summary").is(200).number("/active"))
                .isZero();
        ask().is(201);
    }

    private UUID throttle(String limits) {
        return api.post("throttles", "{\"job_type\":\"import\",\"source\":\"*\",%s}".formatted(limits))
                .is(201)
                .id();
    }

    private Reply ask() {
        return api.post("permits", "{\"job_type\":\"import\",\"source\":\"git\",\"cost\":5}");
    }

    private void ignore(Reply permit) {
        api.post("permits/" + permit.text("/permit_id") + "/end", "{\"outcome\":\"ignored\"}")
                .is(200);
    }
}
