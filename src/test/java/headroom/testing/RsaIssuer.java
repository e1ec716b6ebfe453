package headroom.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An issuer of RS256 tokens that can change its keys, hang and go down. */
public final class RsaIssuer implements AutoCloseable {
    private static final int KEY_BITS = 2_048;
    private static final int TOKEN_SECONDS = 600;

    private final String issuer;
    private final HttpServer server;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private RSAKey key = newKey();
    private volatile CountDownLatch answering = new CountDownLatch(0);

    /** An issuer that publishes its first key. */
    public RsaIssuer(String issuer) {
        this.issuer = issuer;
        published.add(key.toPublicJWK());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/jwks", exchange -> {
            hold();
            byte[] keys = new JWKSet(published).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    public String issuer() {
        return issuer;
    }

    public String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** From now on it signs with a new key, and publishes that too. */
    public void rotate() {
        key = newKey();
        published.add(key.toPublicJWK());
    }

    /** From now on it takes calls and does not answer. */
    public void hang() {
        answering = new CountDownLatch(1);
    }

    private void hold() {
        try {
            answering.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A token for reading, of the key that it signs with now. */
    public String token(String tenant) {
        return token(issuer, tenant, key);
    }

    /** Such a token of any issuer and key. */
    public static String token(String issuer, String tenant, RSAKey key) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("ada")
                .audience(TestIssuer.AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(TOKEN_SECONDS)))
                .claim("tenant", tenant)
                .claim("scope", "orch:read")
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** It goes down. */
    @Override
    public void close() {
        answering.countDown();
        server.stop(0);
    }
}
