package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import headroom.testing.Api;
import headroom.testing.OwnIssuer;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.RsaIssuer;
import headroom.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A server that trusts issuers that others made: one with claims of its own names, one that may speak for the platform, one
 * that changes its keys, one that goes down, one that hangs, and two that never answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIssuerIT {
    private static final String ROUTE = "resource-types";
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    /** Of a refusal that waited for one time-out, and for a turn before. */
    private static final Duration QUICKLY = Duration.ofSeconds(8);

    private static final int OF_THE_SLOW = 600;

    private final Product product = Product.running();
    private final Api tenant = product.api();
    private final MockOAuth2Server mock = new MockOAuth2Server();
    private final RsaIssuer rotating = new RsaIssuer("https://rotating.example");
    private final RsaIssuer failing = new RsaIssuer("https://failing.example");
    private final RsaIssuer hanging = new RsaIssuer("https://hanging.example");
    private final RSAKey unheard = RsaIssuer.newKey();
    private final List<Socket> held = new CopyOnWriteArrayList<>();
    private ServerSocket slow;
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        mock.start();
        slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread holding = new Thread(this::hold, "slow-issuer");
        holding.setDaemon(true);
        holding.start();
        Path directory = Path.of("target/it/foreign-" + ProcessHandle.current().pid());
        Files.createDirectories(directory);
        Path issuers = directory.resolve("issuers.json");
        Files.writeString(
                issuers,
                "["
                        + String.join(
                                ",",
                                entry(issuer("ops"), jwks("ops"), """
                                        ,"claims": {"tenant": "customer", "scope": "permissions", "client_id": "app",
                                                    "quota_reason": "change_reason", "quota_ticket": "change_number"},
                                         "tenants": ["%s"], "algorithms": ["RS256"], "typ": ["JWT"]
                                        """.formatted(tenant.tenant())),
                                entry(
                                        issuer("admins"),
                                        jwks("admins"),
                                        ",\"scopes\": [\"orch:read\", \"orch:platform\"]"),
                                entry(rotating.issuer(), rotating.jwksUrl(), ""),
                                entry(failing.issuer(), failing.jwksUrl(), ""),
                                entry(hanging.issuer(), hanging.jwksUrl(), ""),
                                entry("https://slow.example", "http://127.0.0.1:" + slow.getLocalPort() + "/jwks", ""),
                                entry("https://absent.example", "http://127.0.0.1:9/jwks", ""))
                        + "]");
        server = TestServer.launch(
                        directory,
                        product.database(),
                        Map.of("HEADROOM_ISSUERS_FILE", issuers.toAbsolutePath().toString()))
                .awaitReady();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        mock.shutdown();
        rotating.close();
        failing.close();
        hanging.close();
        slow.close();
        for (Socket socket : held) {
            socket.close();
        }
    }

    @Test
    void itsClaimsAreReadWhereItPutsThemAndTheTrailSaysWhy() throws SQLException {
        Api ops = as(ops(Map.of("change_reason", "a larger model", "change_number", "CHG-7")));
        Reply created =
                ops.createQuota("team", "mapped", "concurrent_gpus", "10", "").is(201);
        assertThat(trail(created.text("/id")))
                .contains("\"reason\":\"a larger model\"", "\"ticket\":\"CHG-7\"")
                .contains("\"client_id\":\"console\"", "\"subject\":\"ada\"");
        ops.get("quotas/" + created.text("/id")).is(200);
        tenant.get("quotas/" + created.text("/id")).is(200);
    }

    @Test
    void withoutTheReasonNothingIsChanged() {
        Api ops = as(ops(Map.of()));
        ops.createQuota("team", "unreasoned", "concurrent_gpus", "10", ",\"metadata\":{\"change_reason\":\"x\"}")
                .isProblem(400, "reason-required");
        ops.with("quota_reason", "x")
                .with("X-Quota-Reason", "x")
                .createQuota("team", "unreasoned", "concurrent_gpus", "10", "")
                .isProblem(400, "reason-required");
        as(ops(Map.of("quota_reason", "by our own name")))
                .createQuota("team", "unreasoned", "concurrent_gpus", "10", "")
                .isProblem(400, "reason-required");
        as(ops(Map.of("change_reason", " ")))
                .createQuota("team", "unreasoned", "concurrent_gpus", "10", "")
                .isProblem(400, "reason-required");
        assertThat(ops.get("quotas?entity_id=unreasoned").is(200).body().toString())
                .doesNotContain("unreasoned");
    }

    @Test
    void thePlatformIsForThoseWhoseEntrySaysSo() {
        as(ops(Map.of())).get("tenants").isProblem(403, "forbidden");
        as(ops(Map.of())).with("X-Tenant-Id", "default").get(ROUTE).isProblem(403, "forbidden");
        String admin = mock.issueToken("admins", "grace", "headroom", Map.of("scope", "orch:platform orch:quota"))
                .serialize();
        as(admin).get("tenants").is(200);
        // It may not give what its entry does not name.
        as(admin).createQuota("team", "beyond", "concurrent_gpus", "10", "").isProblem(403, "forbidden");
    }

    @Test
    void itSpeaksForItsTenantsOnly() {
        as(ops(Map.of())).get(ROUTE).is(200);
        as(ops(Map.of("customer", "default"))).get(ROUTE).is(401);
        as(ops(Map.of("customer", tenant.tenant() + "x"))).get(ROUTE).is(401);
        as(ops(Map.of("customer", List.of(tenant.tenant())))).get(ROUTE).is(401);
    }

    @Test
    void audienceAndIssuerAreComparedExactly() {
        as(mocked(issuer("ops"), "headroom")).get(ROUTE).is(200);
        for (String audience : List.of("Headroom", "headroom/", "another")) {
            as(mocked(issuer("ops"), audience)).get(ROUTE).is(401);
        }
        for (String issuer : List.of(
                issuer("ops") + "/",
                issuer("OPS"),
                issuer("ops").replace("http:", "HTTP:"),
                issuer("ops").replace("localhost", "LOCALHOST"),
                issuer("ops").replace("localhost", "127.0.0.1"),
                issuer("ops") + "?",
                issuer("other"))) {
            as(mocked(issuer, "headroom")).get(ROUTE).is(401);
        }
    }

    @Test
    void aNewKeyOfTheIssuerIsLearntWithoutARestart() {
        String before = rotating.token(tenant.tenant());
        as(before).get(ROUTE).is(200);
        rotating.rotate();
        String after = rotating.token(tenant.tenant());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(15))
                .until(() -> as(after).get(ROUTE).status() == 200);
        as(before).get(ROUTE).is(200);
    }

    @Test
    void whileTheIssuerIsDownItsKnownKeysGoOnWorking() {
        as(failing.token(tenant.tenant())).get(ROUTE).is(200);
        failing.close();
        for (int i = 0; i < 5; i++) {
            as(failing.token(tenant.tenant())).get(ROUTE).is(200);
        }
        for (int i = 0; i < 5; i++) {
            Instant begin = Instant.now();
            assertThat(as(RsaIssuer.token(failing.issuer(), tenant.tenant(), unheard))
                            .get(ROUTE)
                            .status())
                    .isIn(401, 503);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(QUICKLY);
        }
        as(failing.token(tenant.tenant())).get(ROUTE).is(200);
    }

    @Test
    void whileTheIssuerHangsForgersDoNotKeepItsKnownKeysFromWorking() throws Exception {
        as(hanging.token(tenant.tenant())).get(ROUTE).is(200);
        hanging.hang();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService forgers = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < 16; i++) {
                forgers.submit(() -> {
                    while (!over.get()) {
                        as(RsaIssuer.token(hanging.issuer(), tenant.tenant(), unheard))
                                .get(ROUTE);
                    }
                });
            }
            for (int i = 0; i < 40; i++) {
                as(hanging.token(tenant.tenant())).get(ROUTE).is(200);
                Thread.sleep(100);
            }
        } finally {
            over.set(true);
            forgers.shutdownNow();
        }
    }

    @Test
    void anIssuerThatWasNeverThereIsNotToBeHadNow() {
        Instant begin = Instant.now();
        as(RsaIssuer.token("https://absent.example", tenant.tenant(), unheard))
                .get(ROUTE)
                .isProblem(503, "unavailable");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(QUICKLY);
    }

    @Test
    void aSlowIssuerHoldsNobodyElseUp() throws Exception {
        String own = OwnIssuer.forge(product.database()).withClaim("tenant", tenant.tenant());
        as(own).get(ROUTE).is(200);
        // More of theirs than the server has threads: were each of them to wait, there would be none left.
        ExecutorService callers = Executors.newFixedThreadPool(OF_THE_SLOW + 8);
        try {
            String token = RsaIssuer.token("https://slow.example", tenant.tenant(), unheard);
            List<Future<Duration>> theirs = new ArrayList<>();
            for (int i = 0; i < OF_THE_SLOW; i++) {
                theirs.add(callers.submit(() -> timed(token, List.of(401, 503), 1)));
            }
            List<Future<Duration>> ours = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ours.add(callers.submit(() -> timed(own, List.of(200), 40)));
            }
            assertThat(slowest(ours)).isLessThan(READ_TIMEOUT.minusMillis(500));
            assertThat(slowest(theirs)).isLessThan(QUICKLY.multipliedBy(2));
        } finally {
            callers.shutdownNow();
        }
        assertThat(held).as("calls that the slow issuer took").isNotEmpty();
    }

    /** The longest of some calls one after the other. */
    private Duration timed(String token, List<Integer> statuses, int times) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            Instant begin = Instant.now();
            assertThat(as(token).get(ROUTE).status()).isIn(statuses);
            Duration taken = Duration.between(begin, Instant.now());
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
        return longest;
    }

    private static Duration slowest(List<Future<Duration>> calls) throws Exception {
        Duration slowest = Duration.ZERO;
        for (Future<Duration> call : calls) {
            Duration taken = call.get();
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        }
        return slowest;
    }

    /** Takes calls and never answers. */
    private void hold() {
        try {
            while (true) {
                held.add(slow.accept());
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static String entry(String issuer, String jwks, String more) {
        return "{\"issuer\": \"%s\", \"jwks_url\": \"%s\", \"audience\": \"headroom\"%s}".formatted(issuer, jwks, more);
    }

    private String issuer(String name) {
        return mock.issuerUrl(name).toString();
    }

    private String jwks(String name) {
        return mock.jwksUrl(name).toString();
    }

    /** A token of the issuer with names of its own; {@code more} is added, and wins. */
    private String ops(Map<String, Object> more) {
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "customer", tenant.tenant(),
                "app", "console",
                "permissions", List.of("orch:read", "orch:quota", "orch:platform", "another")));
        claims.putAll(more);
        return mock.issueToken("ops", "ada", "headroom", claims).serialize();
    }

    /** A token by the key of issuer "ops" that names any issuer and audience. */
    private String mocked(String issuer, String audience) {
        return mock.getConfig()
                .getTokenProvider()
                .jwt(
                        Map.of(
                                "iss",
                                issuer,
                                "aud",
                                audience,
                                "sub",
                                "ada",
                                "customer",
                                tenant.tenant(),
                                "permissions",
                                List.of("orch:read")),
                        Duration.ofMinutes(5),
                        "ops")
                .serialize();
    }

    private Api as(String token) {
        return tenant.withToken(token).at(server);
    }

    private String trail(String object) throws SQLException {
        try (Connection connection = product.database().asOwner();
                PreparedStatement statement = connection.prepareStatement(
                        "select string_agg(entry, ' ') from audit_entries where tenant_id = ? and object_id = ?")) {
            statement.setString(1, tenant.tenant());
            statement.setString(2, object);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
