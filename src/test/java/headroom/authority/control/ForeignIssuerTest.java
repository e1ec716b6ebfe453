package headroom.authority.control;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.authority.rule.ClaimNames;
import headroom.authority.rule.TokenJudgement;
import headroom.authority.rule.TrustedIssuer;
import headroom.authority.rule.ValidToken;
import headroom.guard.control.Guards;
import headroom.kernel.Outcome;
import headroom.kernel.Purpose;
import headroom.kernel.Refusal;
import headroom.kernel.Scope;
import headroom.kernel.TenantId;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer that others made, its keys fetched from where it publishes them. */
class ForeignIssuerTest {
    private final MockOAuth2Server server = new MockOAuth2Server();
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final ExecutorService calls = Executors.newCachedThreadPool();
    private final Guards guards = Guards.on(calls, Instant::now, new PrometheusRegistry());
    private TokenValidation validation;

    @BeforeEach
    void start() throws IOException {
        server.start();
        TrustedIssuer issuer = new TrustedIssuer(
                server.issuerUrl("ops").toString(),
                "headroom",
                false,
                new ClaimNames(
                        "customer",
                        "permissions",
                        List.of("client"),
                        Map.of(Scope.QUOTA, "why"),
                        Map.of(Scope.QUOTA, "ticket")),
                Optional.of(Set.of(new TenantId("acme"))),
                TrustedIssuer.DEFAULT_SCOPES);
        validation = new TokenValidation(List.of(Trust.of(
                issuer,
                Set.of("RS256"),
                Set.of("JWT"),
                new ForeignKeySource(server.jwksUrl("ops").url(), background, guards))));
    }

    @AfterEach
    void stop() {
        background.shutdownNow();
        calls.shutdownNow();
        server.shutdown();
    }

    @Test
    void itsClaimsAreReadWhereItPutsThem() {
        String token = issued(
                "ops",
                "headroom",
                Map.of(
                        "customer",
                        "acme",
                        "permissions",
                        List.of("orch:quota", "orch:platform"),
                        "client",
                        "console",
                        "why",
                        "a larger model",
                        "ticket",
                        "OPS-1"));
        ValidToken valid = ((Outcome.Done<ValidToken>) validation.validate(token, Instant.now())).value();
        assertThat(valid.own()).isFalse();
        assertThat(valid.caller().subject()).isEqualTo("ada");
        assertThat(valid.caller().clientId()).isEqualTo("console");
        assertThat(valid.caller().tenant()).isEqualTo(new TenantId("acme"));
        assertThat(valid.caller().scopes()).containsExactly(Scope.QUOTA);
        assertThat(valid.caller().purpose(Scope.QUOTA)).contains(new Purpose("a larger model", "OPS-1"));
    }

    @Test
    void itSpeaksForItsTenantsAndThisAudienceOnly() {
        assertThat(refusal(issued("ops", "headroom", Map.of("customer", "umbra"))))
                .isEqualTo(TokenJudgement.INVALID);
        assertThat(refusal(issued("ops", "another", Map.of("customer", "acme"))))
                .isEqualTo(TokenJudgement.INVALID);
        assertThat(refusal(issued("dev", "headroom", Map.of("customer", "acme"))))
                .isEqualTo(TokenJudgement.INVALID);
    }

    @Test
    void itsKeysAreKeptWhileItDoesNotAnswer() {
        String token = issued("ops", "headroom", Map.of("customer", "acme"));
        assertThat(validation.validate(token, Instant.now())).isInstanceOf(Outcome.Done.class);
        server.shutdown();
        assertThat(validation.validate(token, Instant.now())).isInstanceOf(Outcome.Done.class);
    }

    private String issued(String issuer, String audience, Map<String, Object> claims) {
        return server.issueToken(issuer, "ada", audience, claims).serialize();
    }

    private Refusal refusal(String token) {
        return ((Outcome.Refused<ValidToken>) validation.validate(token, Instant.now())).refusal();
    }
}
