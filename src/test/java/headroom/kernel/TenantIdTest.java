package headroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "default", "ACME-eu_1.prod", "x-._-"})
    void namesATenant(String value) {
        assertThat(new TenantId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "_a", "a b", "a/b", "ä", "a\n", "a:b", "a\u0000"})
    void nothingElseNamesATenant(String value) {
        assertThat(TenantId.isValid(value)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId(value))
                .withMessageContaining("1 to 64");
    }

    @Test
    void sixtyFourCharactersAreTheMost() {
        assertThat(TenantId.isValid("x".repeat(64))).isTrue();
        assertThat(TenantId.isValid("x".repeat(65))).isFalse();
    }

    @Test
    void aCallerThatNamesNoneIsTheDefaultTenant() {
        assertThat(TenantId.DEFAULT).isEqualTo(new TenantId("default"));
    }
}
