package headroom.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.OwnIssuer;
import headroom.testing.TestDatabase;
import headroom.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of two servers that start at once on a new database, and their change while both run. */
class SigningKeysIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    @Test
    void twoServersHaveOneKeyAndChangeItTogether() throws Exception {
        try (TestDatabase database = TestDatabase.start(home.resolve("database"));
                TestServer one = TestServer.launch(home.resolve("one"), database);
                TestServer two = TestServer.launch(home.resolve("two"), database)) {
            one.awaitReady();
            two.awaitReady();
            assertThat(count(database, "purpose = 'token'")).isEqualTo(1);
            assertThat(count(database, "purpose = 'audit'")).isEqualTo(1);
            assertThat(get(one, "/oauth2/jwks", "").body())
                    .isEqualTo(get(two, "/oauth2/jwks", "").body());
            String before = OwnIssuer.forge(database).good();
            assertThat(status(two, before)).isEqualTo(200);

            database.execute("update signing_keys set signs_from = signs_from - interval '40 days'");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> get(one, "/oauth2/jwks", "").body().split("\"kid\"", -1).length == 3);
            assertThat(count(database, "purpose = 'token' and signs_until is null"))
                    .isEqualTo(1);

            database.execute(
                    "alter table signing_keys drop constraint signing_key_time",
                    "update signing_keys set signs_until = now() - interval '1 minute' where signs_until is not null",
                    "update signing_keys set signs_from = now() - interval '1 minute' where signs_until is null");
            String after = OwnIssuer.forge(database).good();
            assertThat(after.split("\\.")[0]).isNotEqualTo(before.split("\\.")[0]);
            for (TestServer server : new TestServer[] {one, two}) {
                assertThat(status(server, after)).isEqualTo(200);
                assertThat(status(server, before)).isEqualTo(200);
            }
        }
    }

    private static int status(TestServer server, String token) throws Exception {
        return get(server, "/api/v1/resource-types", token).statusCode();
    }

    private static HttpResponse<String> get(TestServer server, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int count(TestDatabase database, String condition) throws SQLException {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from signing_keys where " + condition)) {
            row.next();
            return row.getInt(1);
        }
    }
}
