package headroom.authority.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Purpose;
import headroom.kernel.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantingTest {
    private final Granting granting = new Granting(Map.of());
    private final Set<Scope> all = EnumSet.allOf(Scope.class);

    @Test
    void whoAsksForNothingGetsWhatNeedsNoPurpose() {
        Grant.Given given = given(Map.of());
        assertThat(given.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.OPERATE, Scope.AUDIT, Scope.PLATFORM);
        assertThat(given.lifetime()).isEqualTo(Duration.ofMinutes(60));
        assertThat(denied(Set.of(Scope.QUOTA), Map.of()).error()).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orch:platform", "orch:read orch:platform", "openid", "ORCH:READ", "orch:read,orch:audit"})
    void aClientGetsOnlyWhatItWasRegisteredFor(String scope) {
        assertThat(denied(Set.of(Scope.READ, Scope.AUDIT), Map.of("scope", scope))
                        .error())
                .isEqualTo("invalid_scope");
    }

    @Test
    void aQuotaTokenSaysWhyAndLivesFifteenMinutes() {
        Grant.Given given = given(Map.of(
                "scope",
                "orch:read orch:quota",
                "quota_reason",
                "  more GPUs for the release ",
                "quota_ticket",
                "OPS-7"));
        assertThat(given.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.QUOTA);
        assertThat(given.purposes()).isEqualTo(Map.of(Scope.QUOTA, new Purpose("more GPUs for the release", "OPS-7")));
        assertThat(given.lifetime()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void aQuotaTokenNeedsNoTicketButABackfillTokenDoes() {
        assertThat(given(Map.of("scope", "orch:quota", "quota_reason", "r")).purposes())
                .isEqualTo(Map.of(Scope.QUOTA, new Purpose("r", null)));
        assertThat(denied(all, Map.of("scope", "orch:backfill", "backfill_reason", "r")))
                .isEqualTo(new Grant.Denied("invalid_request", "backfill_ticket is needed: 1 to 128 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "two\nlines", "nul\0", "\u2028"})
    void anUnusableReasonIsNone(String reason) {
        assertThat(denied(all, Map.of("scope", "orch:quota", "quota_reason", reason))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void aReasonHasAtMost256CharactersAndATicket128() {
        Map<String, String> asked = new HashMap<>(Map.of("scope", "orch:quota", "quota_reason", "r".repeat(256)));
        asked.put("quota_ticket", "t".repeat(128));
        assertThat(given(asked)).isNotNull();
        asked.put("quota_ticket", "t".repeat(129));
        assertThat(denied(all, asked).error()).isEqualTo("invalid_request");
        asked.remove("quota_ticket");
        asked.put("quota_reason", "r".repeat(257));
        assertThat(denied(all, asked).error()).isEqualTo("invalid_request");
    }

    @Test
    void aReasonForOneScopeIsNoneForAnother() {
        assertThat(denied(all, Map.of("scope", "orch:quota", "backfill_reason", "r", "backfill_ticket", "t"))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void aTicketLooksAsTheTenantWants() {
        Map<String, String> asked = Map.of("scope", "orch:quota", "quota_reason", "r", "quota_ticket", "nonsense");
        Grant grant = granting.decide(all, asked, ticket -> ticket.startsWith("OPS-"));
        assertThat(grant).isInstanceOf(Grant.Denied.class);
    }

    @Test
    void thePolicyIsConfigured() {
        Granting strict = new Granting(Map.of(Scope.QUOTA, new ScopePolicy(true, 10, true, Duration.ofMinutes(5))));
        Map<String, String> asked = new HashMap<>(Map.of("scope", "orch:quota", "quota_reason", "r"));
        assertThat(strict.decide(all, asked, ticket -> true)).isInstanceOf(Grant.Denied.class);
        asked.put("quota_ticket", "t");
        assertThat(strict.decide(all, asked, ticket -> true))
                .isEqualTo(new Grant.Given(
                        Set.of(Scope.QUOTA), Map.of(Scope.QUOTA, new Purpose("r", "t")), Duration.ofMinutes(5)));
        asked.put("quota_reason", "eleven char");
        assertThat(strict.decide(all, asked, ticket -> true)).isInstanceOf(Grant.Denied.class);
    }

    @Test
    void whatNeedsAPurposeIsKnownWhetherOrNotItMayBeHad() {
        assertThat(Granting.purposeful("orch:read orch:quota orch:backfill x"))
                .containsExactlyInAnyOrder(Scope.QUOTA, Scope.BACKFILL);
        assertThat(Granting.purposeful(null)).isEmpty();
    }

    private Grant.Given given(Map<String, String> parameters) {
        return granting.decide(all, parameters, ticket -> true).fold(given -> given, denied -> {
            throw new AssertionError(denied);
        });
    }

    private Grant.Denied denied(Set<Scope> registered, Map<String, String> parameters) {
        return granting.decide(registered, parameters, ticket -> true)
                .fold(
                        given -> {
                            throw new AssertionError(given);
                        },
                        denied -> denied);
    }
}
