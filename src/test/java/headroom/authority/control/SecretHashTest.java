package headroom.authority.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretHashTest {
    @Test
    void aSecretMatchesItsHashAndNoOther() {
        String secret = SecretHash.newSecret();
        String hash = SecretHash.of(secret);
        assertThat(secret).hasSize(43);
        assertThat(hash).startsWith("pbkdf2-sha512$60000$").doesNotContain(secret);
        assertThat(SecretHash.matches(secret, hash)).isTrue();
        assertThat(SecretHash.matches(secret + "x", hash)).isFalse();
        assertThat(SecretHash.matches("", hash)).isFalse();
        assertThat(SecretHash.of(secret)).isNotEqualTo(hash);
        assertThat(SecretHash.matches(secret, SecretHash.NOBODY)).isFalse();
    }

    @Test
    void whatIsNoHashIsNotCompared() {
        assertThatThrownBy(() -> SecretHash.matches("x", "plain")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachFailureBeyondTheFreeOnesDoublesThePause() {
        assertThat(FailedAttempts.pauseAfter(-3)).isZero();
        assertThat(FailedAttempts.pauseAfter(0)).isZero();
        assertThat(FailedAttempts.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(FailedAttempts.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(FailedAttempts.pauseAfter(1_000)).isEqualTo(FailedAttempts.LONGEST_PAUSE);
    }
}
