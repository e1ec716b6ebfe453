package headroom.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import headroom.kernel.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An issuer that the servers under test are told to trust: gives tests a token for any tenant, scope and reason without
 * asking the product for one.
 */
public final class TestIssuer {
    public static final String AUDIENCE = "headroom";
    public static final String REASON = "a test needs it";
    public static final String TICKET = "TEST-1";

    private static final int TOKEN_SECONDS = 3_600;

    private static TestIssuer running;

    private final ECKey key = newKey();
    private final HttpServer server;
    private final Path settings;
    private final String masterKey = randomMasterKey();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private TestIssuer(Path directory) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            Files.createDirectories(directory);
            settings = directory.resolve("issuers.json");
            Files.writeString(settings, """
                    [{"issuer": "%s", "jwks_url": "%s/jwks", "audience": "%s", "scopes": [%s]}]
                    """.formatted(
                            issuer(),
                            issuer(),
                            AUDIENCE,
                            Arrays.stream(Scope.values())
                                    .map(scope -> '"' + scope.wireName() + '"')
                                    .collect(Collectors.joining(", "))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static synchronized TestIssuer running() {
        if (running == null) {
            running = new TestIssuer(SharedDatabase.directory());
        }
        return running;
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a server must be told to trust it, and what every server must be told. */
    public Map<String, String> environment() {
        return Map.of("HEADROOM_ISSUERS_FILE", settings.toAbsolutePath().toString(), "HEADROOM_MASTER_KEY", masterKey);
    }

    /** A token that may do all that a tenant's own may, and says why. */
    public String token(String tenant) {
        return tokens.computeIfAbsent(
                tenant,
                name -> token(
                        name,
                        Arrays.stream(Scope.values())
                                .filter(scope -> scope != Scope.PLATFORM)
                                .toArray(Scope[]::new)));
    }

    /** A token of the platform, with all scopes. */
    public String platformToken() {
        return tokens.computeIfAbsent("", name -> token("default", Scope.values()));
    }

    /** A token with these scopes, which says why where that is asked for. */
    public String token(String tenant, Scope... scopes) {
        Map<String, Object> claims = claims(tenant, scopes);
        for (Scope scope : scopes) {
            if (scope.needsPurpose()) {
                claims.put(scope.reasonClaim(), REASON);
                claims.put(scope.ticketClaim(), TICKET);
            }
        }
        return signed(claims);
    }

    /** The claims of a token with these scopes that says nothing of why. */
    public Map<String, Object> claims(String tenant, Scope... scopes) {
        Map<String, Object> claims = new TreeMap<>(forge().claims());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("exp", Instant.now().getEpochSecond() + TOKEN_SECONDS);
        claims.put("tenant", tenant);
        claims.put("scope", Arrays.stream(scopes).map(Scope::wireName).collect(Collectors.joining(" ")));
        return claims;
    }

    public String signed(Map<String, Object> claims) {
        return forge().signed(forge().header(), claims);
    }

    /** For tokens of any shape. */
    public TokenForge forge() {
        return new TokenForge(key, issuer(), AUDIENCE, Instant.now());
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test-issuer").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String randomMasterKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
