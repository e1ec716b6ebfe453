package headroom.authority.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BearerTokenTest {
    @Test
    void theSchemeIsReadInAnyCase() {
        assertThat(BearerToken.of(List.of("Bearer a.b.c"))).contains("a.b.c");
        assertThat(BearerToken.of(List.of("bEARER   a.b.c"))).contains("a.b.c");
    }

    @Test
    void oneHeaderWithOneToken() {
        assertThat(BearerToken.of(List.of())).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer a.b.c", "Bearer a.b.c"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer a.b.c, Bearer a.b.c"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer a.b.c d"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearera.b.c"))).isEmpty();
        assertThat(BearerToken.of(List.of("Basic a.b.c"))).isEmpty();
        assertThat(BearerToken.of(List.of("Bearer\ta.b.c"))).isEmpty();
    }

    @Test
    void threePartsOfBase64url() {
        assertThat(BearerToken.isCompact("azAZ09-_.a.b")).isTrue();
        for (String other : List.of(
                "",
                ".",
                "..",
                "a",
                "a.b",
                "a.b.",
                "a..c",
                ".b.c",
                "a.b.c.",
                "a.b.c.d",
                "a.b.c=",
                "a.b.+",
                "a.b./",
                "a. .c",
                "a.b.c\n",
                "a.b.\u017f",
                "a.b.\u212a")) {
            assertThat(BearerToken.isCompact(other)).as(other).isFalse();
        }
    }

    @Test
    void theSchemeIsAscii() {
        assertThat(BearerToken.isPresented(List.of("Bea\u0280er a.b.c"))).isFalse();
    }

    @Test
    void upToEightKibibytes() {
        String token = "a.b." + "c".repeat(8_188);
        assertThat(BearerToken.of(List.of("Bearer " + token))).contains(token);
        assertThat(BearerToken.of(List.of("Bearer " + token + "c"))).isEmpty();
    }

    @Test
    void whoSendsAnotherSchemePresentsNoToken() {
        assertThat(BearerToken.isPresented(List.of())).isFalse();
        assertThat(BearerToken.isPresented(List.of("Basic eDp5"))).isFalse();
        assertThat(BearerToken.isPresented(List.of("Bearer"))).isTrue();
        assertThat(BearerToken.isPresented(List.of("Basic eDp5", "Bearer a.b.c")))
                .isTrue();
    }
}
