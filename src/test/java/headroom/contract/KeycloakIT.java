package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import headroom.testing.Api;
import headroom.testing.Keycloak;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real Keycloak with the realm of server-config/keycloak, as an issuer that the running product trusts. */
@Tag("keycloak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
    private static final String TENANT = "acme";
    private static final String SCHEDULER = "acme-scheduler";
    private static final String OPERATOR = "acme-operator";

    private final Product product = Product.running();
    private final Api acme = product.api().forTenant(TENANT).register();
    private Keycloak keycloak;
    private TestServer server;
    private String schedulerSecret;
    private String operatorSecret;

    @BeforeAll
    void start() throws IOException {
        keycloak = Keycloak.start(Path.of(System.getProperty("headroom.keycloak")));
        schedulerSecret = keycloak.newSecret(SCHEDULER);
        operatorSecret = keycloak.newSecret(OPERATOR);
        Path directory = Path.of("target/it/keycloak-" + ProcessHandle.current().pid());
        Files.createDirectories(directory);
        Path issuers = directory.resolve("issuers.json");
        Files.writeString(issuers, """
                [{"issuer": "%s", "jwks_url": "%s", "audience": "headroom", "algorithms": ["RS256"], "typ": ["JWT"],
                  "tenants": ["%s"], "scopes": ["orch:read", "orch:operate", "orch:quota"]}]
                """.formatted(keycloak.issuer(), keycloak.jwksUrl(), TENANT));
        server = TestServer.launch(
                        directory,
                        product.database(),
                        Map.of("HEADROOM_ISSUERS_FILE", issuers.toAbsolutePath().toString()))
                .awaitReady();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void aClientOfTheRealmReadsAndOperatesForItsTenant() {
        Api scheduler = as(keycloak.token(SCHEDULER, schedulerSecret, "", Map.of()));
        var quota = acme.quota("team", "keycloak", "10", null);
        scheduler.allocate(quota, "job-1", "4").is(201);
        scheduler.usage(quota).hasNumber("/usage", "4");
        scheduler.createQuota("team", "other", "concurrent_gpus", "10", "").isProblem(403, "forbidden");
        scheduler.get("tenants").isProblem(403, "forbidden");
        scheduler.with("X-Tenant-Id", "default").get("quotas").isProblem(403, "forbidden");
    }

    @Test
    void theReasonAndTheTicketOfTheChangeStandInTheTrail() throws SQLException {
        keycloak.setAttributes(OPERATOR, Map.of("quota_reason", "a larger model", "quota_ticket", "CHG-7"));
        Api operator = as(keycloak.token(OPERATOR, operatorSecret, "orch:quota", Map.of()));
        Reply created = operator.createQuota("team", "reasoned", "concurrent_gpus", "10", "")
                .is(201);
        assertThat(trail(created.text("/id")))
                .contains("\"reason\":\"a larger model\"", "\"ticket\":\"CHG-7\"", "\"client_id\":\"acme-operator\"");
        // The scope must be asked for: a token for reading does not carry the reason, nor change anything.
        as(keycloak.token(OPERATOR, operatorSecret, "", Map.of()))
                .createQuota("team", "unasked", "concurrent_gpus", "10", "")
                .isProblem(403, "forbidden");
    }

    @Test
    void outsideOfAChangeThereIsNoReason() {
        keycloak.setAttributes(OPERATOR, Map.of());
        as(keycloak.token(OPERATOR, operatorSecret, "orch:quota", Map.of()))
                .createQuota("team", "unreasoned", "concurrent_gpus", "10", "")
                .isProblem(400, "reason-required");
    }

    /** What a stock Keycloak cannot do, so that the documentation stays true. */
    @Test
    void aParameterOfTheTokenRequestDoesNotReachTheToken() throws ParseException {
        keycloak.setAttributes(OPERATOR, Map.of());
        String token = keycloak.token(
                OPERATOR,
                operatorSecret,
                "orch:quota",
                Map.of(
                        "quota_reason",
                        "a larger model",
                        "claims",
                        "{\"access_token\":{\"quota_reason\":{\"value\":\"x\"}}}"));
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaims()).doesNotContainKey("quota_reason");
        as(token).createQuota("team", "unreasoned", "concurrent_gpus", "10", "").isProblem(400, "reason-required");
    }

    /** It is of the same type and signed by the same key. */
    @Test
    void anIdTokenOpensNothing() throws ParseException {
        String token = keycloak.idToken(SCHEDULER, schedulerSecret);
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly(SCHEDULER);
        as(token).get("quotas").is(401);
    }

    @Test
    void aNewKeyOfTheRealmIsLearntWithoutARestart() throws ParseException {
        String before = keycloak.token(SCHEDULER, schedulerSecret, "", Map.of());
        as(before).get("quotas").is(200);
        keycloak.rotateKey();
        String after = keycloak.token(SCHEDULER, schedulerSecret, "", Map.of());
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(15))
                .until(() -> as(after).get("quotas").status() == 200);
        as(before).get("quotas").is(200);
    }

    private static String keyId(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private Api as(String token) {
        return acme.withToken(token).at(server);
    }

    private String trail(String object) throws SQLException {
        try (Connection connection = product.database().asOwner();
                PreparedStatement statement = connection.prepareStatement(
                        "select string_agg(entry, ' ') from audit_entries where tenant_id = ? and object_id = ?")) {
            statement.setString(1, TENANT);
            statement.setString(2, object);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
