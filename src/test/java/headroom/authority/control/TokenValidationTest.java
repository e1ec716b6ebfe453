package headroom.authority.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import headroom.authority.rule.ClaimNames;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.TrustedIssuer;
import headroom.authority.rule.ValidToken;
import headroom.kernel.Caller;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import headroom.platform.Sha256;
import headroom.platform.json.Json;
import headroom.testing.ForgedTokens;
import headroom.testing.TokenForge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenValidationTest {
    private static final String ISSUER = "http://localhost:8080";
    private static final String FOREIGN = "https://id.example/realms/ops";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ECKey KEY = key("k1");
    private static final ECKey FOREIGN_KEY = key("f1");

    private final TokenForge forge = new TokenForge(KEY, ISSUER, "headroom", NOW);
    private final TokenForge foreign = new TokenForge(FOREIGN_KEY, FOREIGN, "headroom", NOW);
    private final TokenValidation validation = new TokenValidation(List.of(
            Trust.of(TrustedIssuer.ourselves(ISSUER, "headroom"), Set.of("ES256"), Trust.ACCESS_TOKEN, keys(KEY)),
            Trust.of(
                    foreign(Optional.of(Set.of(new TenantId("acme"), new TenantId("umbra")))),
                    Trust.ALGORITHMS,
                    Set.of("JWT"),
                    keys(FOREIGN_KEY))));

    @TestFactory
    Stream<DynamicTest> everyForgedTokenIsRefused() {
        Map<String, String> forged = ForgedTokens.of(forge);
        assertThat(forged).hasSizeGreaterThan(40);
        return forged.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(refusal(entry.getValue()))
                                .isIn(TokenJudgement.INVALID, TokenJudgement.EXPIRED)));
    }

    @Test
    void aForgedTokenCostsNoMoreThanItsBytes() {
        long begin = System.nanoTime();
        ForgedTokens.of(forge).values().forEach(this::refusal);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aGoodTokenNamesItsCaller() {
        ValidToken token = valid(forge.good());
        assertThat(token.caller())
                .isEqualTo(new Caller(
                        "client-1",
                        "client-1",
                        Sha256.hex("4f1c"),
                        TenantId.DEFAULT,
                        Set.of(Scope.READ, Scope.OPERATE),
                        Map.of()));
        assertThat(token.own()).isTrue();
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(600));
    }

    @Test
    void clocksMayBeAMinuteApart() {
        long now = NOW.getEpochSecond();
        assertThat(valid(forge.withClaim("exp", now - 59))).isNotNull();
        assertThat(valid(forge.withClaim("nbf", now + 60))).isNotNull();
        assertThat(valid(forge.withClaim("iat", now + 60))).isNotNull();
        assertThat(refusal(forge.withClaim("exp", now - 60))).isEqualTo(TokenJudgement.EXPIRED);
    }

    @Test
    void ourAudienceMayStandAmongOthers() {
        assertThat(valid(forge.withClaim("aud", List.of("other", "headroom")))).isNotNull();
    }

    @Test
    void typeMayBeWrittenInFull() {
        assertThat(valid(forge.withHeader("typ", "application/at+jwt"))).isNotNull();
        assertThat(valid(forge.withHeader("typ", "AT+JWT"))).isNotNull();
    }

    @Test
    void pointersToKeysAreIgnoredWhereTheSignatureIsOurs() {
        assertThat(valid(forge.withHeader("jku", "http://127.0.0.1:1/"))).isNotNull();
    }

    @Test
    void aPlatformTokenMayComeWithoutTenant() {
        Map<String, Object> claims =
                TokenForge.with(TokenForge.without(forge.claims(), "tenant"), "scope", "orch:platform");
        assertThat(valid(forge.signed(forge.header(), claims)).caller().tenant())
                .isEqualTo(TenantId.DEFAULT);
    }

    @Test
    void reasonsAreTrimmedAndUnusableOnesAreMissing() {
        assertThat(purpose("  because  ", " T-1 ")).contains(new Purpose("because", "T-1"));
        assertThat(purpose("because", "")).contains(new Purpose("because", null));
        assertThat(purpose("because", "t".repeat(129))).contains(new Purpose("because", null));
        assertThat(purpose(" \u2003 ", "T-1")).isEmpty();
        assertThat(purpose("r".repeat(257), "T-1")).isEmpty();
        assertThat(purpose("r".repeat(256), "T-1")).isPresent();
        assertThat(purpose("two\nlines", "T-1")).isEmpty();
        assertThat(purpose("null\0", "T-1")).isEmpty();
        assertThat(purpose(List.of("because"), "T-1")).isEmpty();
    }

    @Test
    void aReasonCountsOnlyWithItsScope() {
        assertThat(valid(forge.withClaim("quota_reason", "because")).caller().purposes())
                .isEmpty();
    }

    @Test
    void anotherIssuerSpeaksForItsTenantsOnly() {
        assertThat(valid(foreign("acme", "orch:read")).caller().tenant()).isEqualTo(new TenantId("acme"));
        assertThat(refusal(foreign("default", "orch:read"))).isEqualTo(TokenJudgement.INVALID);
        Map<String, Object> none = TokenForge.without(foreign.claims(), "tenant");
        assertThat(refusal(foreign.signed(TokenForge.with(foreign.header(), "typ", "JWT"), none)))
                .isEqualTo(TokenJudgement.INVALID);
    }

    @Test
    void anotherIssuerGivesItsScopesOnly() {
        Caller caller = valid(foreign("acme", List.of("orch:read", "orch:platform", "openid")))
                .caller();
        assertThat(caller.scopes()).containsExactly(Scope.READ);
        assertThat(valid(foreign("acme", "orch:read")).own()).isFalse();
    }

    @Test
    void anotherIssuersKeyIsNoKeyOfOurs() {
        Map<String, Object> header = TokenForge.with(forge.header(), "kid", "f1");
        String claims = Json.write(forge.claims());
        String header2 = Json.write(header);
        assertThat(refusal(TokenForge.signed(header2, claims, FOREIGN_KEY))).isEqualTo(TokenJudgement.INVALID);
    }

    @Test
    void anIssuerWhoseKeysCannotBeHadIsNotTheCallersFault() {
        TokenValidation unreachable = new TokenValidation(List.of(Trust.of(
                TrustedIssuer.ourselves(ISSUER, "headroom"), Set.of("ES256"), Trust.ACCESS_TOKEN, (selector, c) -> {
                    throw new KeySourceException("down");
                })));
        Optional<Refusal.Kind> kind = unreachable
                .validate(forge.good(), NOW)
                .fold(taken -> Optional.empty(), refused -> Optional.of(refused.kind()));
        assertThat(kind).contains(Refusal.Kind.UNAVAILABLE);
    }

    private Optional<Purpose> purpose(Object reason, Object ticket) {
        Map<String, Object> claims = TokenForge.with(forge.claims(), "scope", "orch:quota");
        claims = TokenForge.with(TokenForge.with(claims, "quota_reason", reason), "quota_ticket", ticket);
        return valid(forge.signed(forge.header(), claims)).caller().purpose(Scope.QUOTA);
    }

    private String foreign(String tenant, Object scope) {
        Map<String, Object> claims =
                TokenForge.with(TokenForge.with(foreign.claims(), "tenant", tenant), "scope", scope);
        return foreign.signed(TokenForge.with(foreign.header(), "typ", "JWT"), claims);
    }

    private static TrustedIssuer foreign(Optional<Set<TenantId>> tenants) {
        return new TrustedIssuer(FOREIGN, "headroom", false, ClaimNames.OWN, tenants, TrustedIssuer.DEFAULT_SCOPES);
    }

    private ValidToken valid(String token) {
        Outcome<ValidToken> outcome = validation.validate(token, NOW);
        return outcome.fold(valid -> valid, refused -> {
            throw new AssertionError(refused.detail());
        });
    }

    private Refusal refusal(String token) {
        return validation
                .validate(token, NOW)
                .fold(
                        valid -> {
                            throw new AssertionError("was taken: " + valid);
                        },
                        refused -> refused);
    }

    private static JWKSource<SecurityContext> keys(ECKey key) {
        return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
    }

    private static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
