package headroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import headroom.testing.Api;
import headroom.testing.OwnIssuer;
import headroom.testing.Product;
import headroom.testing.Reply;
import headroom.testing.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The authorization server as the clients of another's library meet it. */
class AuthorizationServerIT {
    private static final String ALL = "\"orch:read\",\"orch:operate\",\"orch:quota\",\"orch:backfill\",\"orch:audit\"";

    private final Product product = Product.running();
    private final Api api = product.api();
    private final String clientId = "c-" + UUID.randomUUID();
    private final URI tokenUri = URI.create(product.server().url() + "/oauth2/token");

    @Test
    void theMetadataIsWhatTheStandardSays() throws Exception {
        HTTPResponse answer = get("/.well-known/oauth-authorization-server");
        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(answer.getBody());
        assertThat(metadata.getIssuer().getValue()).isEqualTo(OwnIssuer.ISSUER);
        assertThat(metadata.getTokenEndpointURI()).hasToString(OwnIssuer.ISSUER + "/oauth2/token");
        assertThat(get("/oauth2/jwks").getBody()).doesNotContain("\"d\"");
    }

    @Test
    void aTokenIsSignedByAPublishedKeyAndSaysWhatTheStandardAsks() throws Exception {
        String secret = secret();
        for (ClientAuthentication proof : List.of(basic(secret), new ClientSecretPost(id(), new Secret(secret)))) {
            BearerAccessToken token = token(proof, "orch:read", Map.of());
            JWTClaimsSet claims = verified(token);
            assertThat(claims.getIssuer()).isEqualTo(OwnIssuer.ISSUER);
            assertThat(claims.getAudience()).containsExactly("headroom");
            assertThat(claims.getSubject()).isEqualTo(clientId);
            assertThat(claims.getStringClaim("client_id")).isEqualTo(clientId);
            assertThat(claims.getStringClaim("tenant")).isEqualTo(api.tenant());
            assertThat(claims.getStringClaim("scope")).isEqualTo("orch:read");
            assertThat(claims.getJWTID()).isNotBlank();
            assertThat(claims.getExpirationTime().toInstant())
                    .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(3_600));
            as(token).get("resource-types").is(200);
            as(token)
                    .createQuota("organization", "acme", "concurrent_gpus", "10", "")
                    .is(403);
        }
    }

    @Test
    void aQuotaTokenNeedsAReasonAndBothAreRecorded() throws Exception {
        ClientAuthentication proof = basic(secret());
        TokenResponse refused = ask(proof, "orch:quota", Map.of("quota_reason", "  "));
        assertThat(refused.toErrorResponse().getErrorObject().getCode()).isEqualTo("invalid_request");
        BearerAccessToken token =
                token(proof, "orch:quota", Map.of("quota_reason", " a larger model ", "quota_ticket", "OPS-1"));
        assertThat(token.getLifetime()).isEqualTo(900);
        JWTClaimsSet claims = verified(token);
        assertThat(claims.getStringClaim("quota_reason")).isEqualTo("a larger model");
        assertThat(claims.getStringClaim("quota_ticket")).isEqualTo("OPS-1");
        assertThat(audited("token.refuse")).contains("\"error\":\"invalid_request\"", clientId);
        assertThat(audited("token.issue")).contains("\"reason\":\"a larger model\"", "\"ticket\":\"OPS-1\"");
        as(token)
                .createQuota("organization", "acme", "concurrent_gpus", "10", "")
                .is(201);
    }

    @Test
    void aBackfillTokenNeedsATicketToo() throws Exception {
        ClientAuthentication proof = basic(secret());
        Map<String, String> reason = Map.of("backfill_reason", "late events");
        assertThat(ask(proof, "orch:backfill", reason)
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_request");
        Map<String, String> both = Map.of("backfill_reason", "late events", "backfill_ticket", "OPS-2");
        assertThat(token(proof, "orch:backfill", both)).isNotNull();
    }

    @Test
    void anAssertionProvesAClientOnce() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("client-key").generate();
        register("\"jwks\":" + new JWKSet(key.toPublicJWK()));
        PrivateKeyJWT proof = new PrivateKeyJWT(
                id(),
                URI.create(OwnIssuer.ISSUER + "/oauth2/token"),
                JWSAlgorithm.ES256,
                key.toECPrivateKey(),
                "client-key",
                null);
        assertThat(token(proof, "orch:read", Map.of())).isNotNull();
        assertThat(ask(proof, "orch:read", Map.of()).indicatesSuccess()).isFalse();
        PrivateKeyJWT elsewhere = new PrivateKeyJWT(
                id(),
                URI.create("https://other.example/token"),
                JWSAlgorithm.ES256,
                key.toECPrivateKey(),
                "client-key",
                null);
        assertThat(ask(elsewhere, "orch:read", Map.of()).indicatesSuccess()).isFalse();
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("client-key").generate();
        PrivateKeyJWT forged =
                new PrivateKeyJWT(id(), tokenUri(), JWSAlgorithm.ES256, stranger.toECPrivateKey(), "client-key", null);
        assertThat(ask(forged, "orch:read", Map.of()).indicatesSuccess()).isFalse();
    }

    @Test
    void aTokenIsShownToItsOwnTenantOnly() throws Exception {
        ClientAuthentication proof = basic(secret());
        BearerAccessToken token = token(proof, "orch:read", Map.of());
        assertThat(introspected(proof, token)).contains("\"active\":true", "\"tenant\":\"" + api.tenant() + "\"");
        AuthorizationServerIT stranger = new AuthorizationServerIT();
        assertThat(introspected(stranger.basic(stranger.secret()), token)).isEqualTo("{\"active\":false}");
        assertThat(introspected(proof, new BearerAccessToken("nonsense"))).isEqualTo("{\"active\":false}");
    }

    @Test
    void aRevokedTokenIsVoidAtOnceHereAndSoonElsewhere() throws Exception {
        TestServer second = product.second();
        ClientAuthentication proof = basic(secret());
        BearerAccessToken token = token(proof, "orch:read", Map.of());
        as(token).at(second).get("resource-types").is(200);
        URI uri = URI.create(product.server().url() + "/oauth2/revoke");
        AuthorizationServerIT stranger = new AuthorizationServerIT();
        assertThat(new TokenRevocationRequest(uri, stranger.basic(stranger.secret()), token)
                        .toHTTPRequest()
                        .send()
                        .getStatusCode())
                .isEqualTo(400);
        assertThat(new TokenRevocationRequest(uri, proof, token)
                        .toHTTPRequest()
                        .send()
                        .getStatusCode())
                .isEqualTo(200);
        as(token).get("resource-types").is(401);
        assertThat(introspected(proof, token)).isEqualTo("{\"active\":false}");
        assertThat(audited("token.revoke")).contains(clientId);
        voidSoon(token, second);
    }

    @Test
    void theTokensOfADeletedClientAreVoid() throws Exception {
        TestServer second = product.second();
        ClientAuthentication proof = basic(secret());
        BearerAccessToken token = token(proof, "orch:read", Map.of());
        as(token).at(second).get("resource-types").is(200);
        platform().delete("clients/" + clientId).is(204);
        as(token).get("resource-types").is(401);
        voidSoon(token, second);
        assertThat(ask(proof, "orch:read", Map.of()).indicatesSuccess()).isFalse();
        platform().delete("clients/" + clientId).is(404);
        assertThat(audited("client.delete")).contains(clientId).doesNotContain("pbkdf2");
    }

    @Test
    void aClientThatEndsWhileItAsksGetsNoToken() throws Exception {
        ClientAuthentication proof = basic(secret());
        try (Connection connection = product.database().asApplication();
                PreparedStatement end = connection.prepareStatement(
                        "update oauth_clients set deleted_at = clock_timestamp() where client_id = ?");
                PreparedStatement waiting = connection.prepareStatement(
                        "select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))")) {
            connection.setAutoCommit(false);
            end.setString(1, clientId);
            end.executeUpdate();
            CompletableFuture<TokenResponse> asking = CompletableFuture.supplyAsync(() -> {
                try {
                    return ask(proof, "orch:read", Map.of());
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            });
            Awaitility.await().until(() -> {
                try (ResultSet found = waiting.executeQuery()) {
                    return found.next();
                }
            });
            connection.commit();
            assertThat(asking.join().toErrorResponse().getErrorObject().getCode())
                    .isEqualTo("invalid_client");
        }
    }

    @Test
    void aRepeatedRegistrationShowsTheSecretAgainAndTheDatabaseDoesNot() throws Exception {
        Api platform = platform().with("Idempotency-Key", UUID.randomUUID().toString());
        String body = "{\"client_id\":\"%s\",\"name\":\"x\",\"scopes\":[\"orch:read\"]}".formatted(clientId);
        String first = platform.post("clients", body).is(201).text("/client_secret");
        assertThat(platform.post("clients", body).is(201).text("/client_secret"))
                .isEqualTo(first);
        platform().post("clients", body).is(409);
        assertThat(queried("select string_agg(body, '') from idempotent_answers where tenant_id = ?", api.tenant()))
                .isNotEmpty()
                .doesNotContain(first);
        List<JsonNode> listed = platform().all("clients?limit=1");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).has("client_secret")).isFalse();
    }

    @Test
    void whoGuessesIsNotHeardForAWhile() throws Exception {
        secret();
        HTTPResponse answer = null;
        for (int i = 0; i < 10; i++) {
            answer = request(basic("wrong-" + i), "orch:read", Map.of()).send();
            if (answer.getStatusCode() == 429) {
                break;
            }
            assertThat(answer.getStatusCode()).isEqualTo(401);
        }
        assertThat(answer.getStatusCode()).isEqualTo(429);
        assertThat(answer.getHeaderValue("Retry-After")).matches("[0-9]+");
        assertThat(answer.getBody()).contains("invalid_client");
    }

    @Test
    void anIdThatNoClientCanHaveIsNoClient() throws Exception {
        HTTPResponse answer = request(
                        new ClientSecretPost(new ClientID("a\0b"), new Secret("x")), "orch:read", Map.of())
                .send();
        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getBody()).contains("invalid_client");
    }

    @Test
    void aFormIsReadStrictly() throws Exception {
        ClientAuthentication proof = basic(secret());
        for (String form : List.of(
                "grant_type=client_credentials&scope=orch:read&scope=orch:read",
                "scope=orch:read",
                "grant_type=client_credentials&x=" + "x".repeat(20_000),
                "grant_type=client_credentials&client_id=" + clientId + "&client_secret=x")) {
            HTTPRequest request = request(proof, "orch:read", Map.of());
            request.setBody(form);
            HTTPResponse answer = request.send();
            assertThat(answer.getStatusCode()).as(form.substring(0, 15)).isEqualTo(400);
            assertThat(answer.getBody()).contains("invalid_request");
            assertThat(answer.getCacheControl()).isEqualTo("no-store");
        }
        HTTPResponse got = get("/oauth2/token");
        assertThat(got.getStatusCode()).isEqualTo(405);
        assertThat(got.getBody()).contains("invalid_request");
        HTTPRequest password = request(proof, "orch:read", Map.of());
        password.setBody("grant_type=password&username=x&password=y");
        assertThat(password.send().getBody()).contains("unsupported_grant_type");
    }

    private Api platform() {
        return api.asPlatform().with("X-Tenant-Id", api.tenant());
    }

    private Api as(BearerAccessToken token) {
        return api.withToken(token.getValue());
    }

    private String secret() {
        return register("").text("/client_secret");
    }

    private Reply register(String more) {
        return platform()
                .post(
                        "clients",
                        "{\"client_id\":\"%s\",\"name\":\"a test's\",\"scopes\":[%s]%s}"
                                .formatted(clientId, ALL, more.isEmpty() ? "" : "," + more))
                .is(201);
    }

    private ClientID id() {
        return new ClientID(clientId);
    }

    private URI tokenUri() {
        return URI.create(OwnIssuer.ISSUER + "/oauth2/token");
    }

    private ClientSecretBasic basic(String secret) {
        return new ClientSecretBasic(id(), new Secret(secret));
    }

    private HTTPRequest request(ClientAuthentication proof, String scope, Map<String, String> more) {
        Map<String, List<String>> custom = new HashMap<>();
        more.forEach((name, value) -> custom.put(name, List.of(value)));
        return new TokenRequest(tokenUri, proof, new ClientCredentialsGrant(), Scope.parse(scope), null, custom)
                .toHTTPRequest();
    }

    private TokenResponse ask(ClientAuthentication proof, String scope, Map<String, String> more) throws Exception {
        return TokenResponse.parse(request(proof, scope, more).send());
    }

    private BearerAccessToken token(ClientAuthentication proof, String scope, Map<String, String> more)
            throws Exception {
        return ask(proof, scope, more).toSuccessResponse().getTokens().getBearerAccessToken();
    }

    private String introspected(ClientAuthentication proof, BearerAccessToken token) throws Exception {
        URI uri = URI.create(product.server().url() + "/oauth2/introspect");
        HTTPResponse answer =
                new TokenIntrospectionRequest(uri, proof, token).toHTTPRequest().send();
        assertThat(TokenIntrospectionResponse.parse(answer).indicatesSuccess()).isTrue();
        return answer.getBody().strip();
    }

    private JWTClaimsSet verified(BearerAccessToken token) throws Exception {
        DefaultJWTProcessor<com.nimbusds.jose.proc.SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256,
                new ImmutableJWKSet<>(JWKSet.parse(get("/oauth2/jwks").getBody()))));
        return processor.process(token.getValue(), null);
    }

    private HTTPResponse get(String path) throws Exception {
        return new HTTPRequest(
                        HTTPRequest.Method.GET, URI.create(product.server().url() + path))
                .send();
    }

    private void voidSoon(BearerAccessToken token, TestServer server) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> as(token).at(server).get("resource-types").status() == 401);
    }

    private String audited(String action) throws Exception {
        return queried(
                "select string_agg(entry, ' ') from audit_entries where tenant_id = ? and entry like '%\"" + action
                        + "\"%'",
                api.tenant());
    }

    private String queried(String sql, String tenant) throws Exception {
        try (Connection connection = product.database().asOwner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
