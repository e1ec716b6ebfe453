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
