package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import headroom.kernel.Scope;
import headroom.testing.Api;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestIssuer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks over HTTP, on a server that allows none to lead anywhere but to the public internet. */
class WebhooksContractIT {
    /** Public and nobody's to answer: nothing is ever sent there, for no event of these tests is heard. */
    private static final String URL = "https://9.9.9.9/hook";

    private static final String SECRET = "a secret of ours that nobody sees";

    private final Api api = Product.running().api();

    @Test
    void aWebhookIsRegisteredShownChangedAndDeleted() {
        Reply registered = register(URL, "\"headroom.breaker.*\",\"headroom.quota.threshold\"")
                .is(201);
        UUID id = registered.id();
        assertThat(registered.header("Location")).get().asString().endsWith("/api/v1/webhooks/" + id);
        assertThat(registered.header("ETag")).contains("\"1\"");
        Reply shown = api.get("webhooks/" + id).is(200).hasText("/url", URL);
        assertThat(shown.body().path("enabled").asBoolean()).isTrue();
        assertThat(shown.body().path("events")).hasSize(2);

        Reply changed = api.with("If-Match", "\"1\"")
                .put("webhooks/" + id, "{\"events\":[\"*\",\"*\"],\"enabled\":false}")
                .is(200)
                .hasText("/url", URL)
                .hasText("/events/0", "*")
                .hasText("/disabled_why", "disabled by its owner");
        assertThat(changed.body().path("events")).hasSize(1);
        assertThat(changed.header("ETag")).contains("\"2\"");
        api.with("If-Match", "\"1\"")
                .put("webhooks/" + id, "{\"enabled\":true}")
                .isProblem(412, "stale");
        api.post("webhooks/" + id + "/test", null).isProblem(409, "conflict");
        assertThat(api.put("webhooks/" + id, "{\"enabled\":true}")
                        .is(200)
                        .body()
                        .path("disabled_why")
                        .isNull())
                .isTrue();
        api.get("webhooks/" + id + "/deliveries").is(200);

        api.with("If-Match", "\"1\"").delete("webhooks/" + id).isProblem(412, "stale");
        api.delete("webhooks/" + id).is(204);
        api.delete("webhooks/" + id).isProblem(404, "not-found");
        api.get("webhooks/" + id).isProblem(404, "not-found");
    }

    @Test
    void aSecretThatWasMadeIsShownOnceAndOneThatWasGivenNever() throws SQLException {
        Reply made = api.with("Idempotency-Key", "once")
                .post("webhooks", body(URL, "\"*\"", ""))
                .is(201);
        String secret = made.text("/secret");
        assertThat(secret).hasSize(43);
        assertThat(made.header("Cache-Control")).contains("no-store");
        Reply again = api.with("Idempotency-Key", "once")
                .post("webhooks", body(URL, "\"*\"", ""))
                .is(201);
        assertThat(again.text("/secret"))
                .as("the repetition's answer is the first's")
                .isEqualTo(secret);
        assertThat(again.id()).isEqualTo(made.id());

        Reply given = register(URL, "\"*\"", SECRET).is(201);
        assertThat(given.body().has("secret")).isFalse();
        String other = "another secret, changed to this one";
        api.put("webhooks/" + given.id(), "{\"secret\":\"%s\"}".formatted(other))
                .is(200);
        for (Reply reply : new Reply[] {
            api.get("webhooks").is(200),
            api.get("webhooks/" + made.id()).is(200),
            api.get("webhooks/" + given.id()).is(200),
            api.withToken(TestIssuer.running().token(api.tenant(), Scope.AUDIT))
                    .get("audit")
                    .is(200)
        }) {
            assertThat(reply.http().body()).doesNotContain(secret, SECRET, other);
        }
        assertThat(everything("webhooks") + everything("idempotent_answers"))
                .contains(made.id().toString())
                .doesNotContain(secret, SECRET, other);
    }

    @Test
    void eachChangeStandsInTheTrailWithItsReason() {
        UUID id = register(URL, "\"*\"").is(201).id();
        api.put("webhooks/" + id, "{\"secret\":\"0123456789abcdef\"}").is(200);
        api.delete("webhooks/" + id).is(204);
        JsonNode entries =
                api.get("audit?object_type=webhook&object_id=" + id).is(200).body();
        assertThat(IntStream.range(0, entries.size())
                        .mapToObj(i -> entries.get(i).at("/entry/action").asText()))
                .containsExactly("webhook.delete", "webhook.change", "webhook.register");
        assertThat(entries.toString()).contains(TestIssuer.REASON, "\"secret\":\"replaced\"");
    }

    @Test
    void everyBrokenFieldIsBlamed() {
        api.post("webhooks", "{}").blames("url", "events");
        api.post("webhooks", body(URL, "", "")).blames("events");
        register("ftp://example.com/", "\"headroom.nothing\",\"*\"").blames("url", "events[0]");
        api.post("webhooks", body(URL, "\"*\"", ",\"secret\":\"too short\"")).blames("secret");
        api.post("webhooks", body(URL, "\"*\"", ",\"secret\":\"" + "x".repeat(257) + "\""))
                .blames("secret");
        api.post("webhooks", body(URL, "\"*\"", ",\"active\":true")).isProblem(400, "validation");
        UUID id = register(URL, "\"*\"").is(201).id();
        api.put("webhooks/" + id, "{\"events\":[]}").blames("events");
        api.put("webhooks/" + id, "{\"url\":\"https://127.0.0.1/\"}").blames("url");
        api.get("webhooks/" + id + "/deliveries?state=lost").blames("state");
        api.get("webhooks?state=pending").blames("state");
        api.get("webhooks/" + id).is(200).hasText("/url", URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://0.0.0.0/",
                "https://10.0.0.1/",
                "https://192.168.1.1/",
                "https://172.16.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/",
                "https://224.0.0.1/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://localhost./",
                "https://user@9.9.9.9/",
                "http://9.9.9.9/",
                "https://no-such-host.invalid/"
            })
    void aWebhookDoesNotLeadWhereItMustNot(String url) {
        register(url, "\"*\"").blames("url");
    }

    @Test
    void aTenantHasItsOwnAndOnlySoMany() {
        for (int i = 0; i < 20; i++) {
            register(URL + "/" + i, "\"*\"").is(201);
        }
        register(URL + "/20", "\"*\"").isProblem(409, "conflict");
        assertThat(api.all("webhooks?limit=7")).hasSize(20);
        UUID theirs = api.all("webhooks").get(0).path("id").asText().transform(UUID::fromString);
        Api other = Product.running().api();
        assertThat(other.all("webhooks")).isEmpty();
        other.get("webhooks/" + theirs).isProblem(404, "not-found");
        other.put("webhooks/" + theirs, "{\"enabled\":false}").isProblem(404, "not-found");
        other.delete("webhooks/" + theirs).isProblem(404, "not-found");
        other.post("webhooks/" + theirs + "/test", null).isProblem(404, "not-found");
        other.get("webhooks/" + theirs + "/deliveries").isProblem(404, "not-found");
        api.delete("webhooks/" + theirs).is(204);
        register(URL + "/20", "\"*\"").is(201);
    }

    private Reply register(String url, String events) {
        return api.post("webhooks", body(url, events, ""));
    }

    private Reply register(String url, String events, String secret) {
        return api.post("webhooks", body(url, events, ",\"secret\":\"" + secret + "\""));
    }

    private static String body(String url, String events, String more) {
        return "{\"url\":\"%s\",\"events\":[%s]%s}".formatted(url, events, more);
    }

    private static String everything(String table) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = Product.running().database().asApplication();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select cast(t as text) from " + table + " t")) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        }
        return all.toString();
    }
}
