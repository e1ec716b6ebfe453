package headroom.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration ROTATION = Duration.ofDays(30);
    private static final ECKey KEY = key();

    private final Instant handover = START.plus(ROTATION);
    private final SigningKey first = new SigningKey(KEY, START, handover);
    private final SigningKey second = new SigningKey(KEY, handover, null);
    private final List<SigningKey> both = List.of(second, first);

    @Test
    void theFirstKeySignsAtOnce() {
        assertThat(SigningKey.successorDue(List.of(), START, ROTATION)).contains(START);
    }

    @Test
    void theNextKeyIsPublishedBeforeItSigns() {
        List<SigningKey> alone = List.of(new SigningKey(KEY, START, null));
        Instant due = handover.minus(SigningKey.PUBLISHED_AHEAD);
        assertThat(SigningKey.successorDue(alone, due.minusSeconds(1), ROTATION))
                .isEmpty();
        assertThat(SigningKey.successorDue(alone, due, ROTATION)).contains(handover);
        assertThat(SigningKey.successorDue(both, due, ROTATION)).isEmpty();
    }

    @Test
    void aServiceThatStoodStillPublishesAheadAllTheSame() {
        Instant late = START.plus(Duration.ofDays(300));
        assertThat(SigningKey.successorDue(List.of(new SigningKey(KEY, START, null)), late, ROTATION))
                .contains(late.plus(SigningKey.PUBLISHED_AHEAD));
    }

    @Test
    void exactlyOneKeySignsAtAnyTime() {
        assertThat(SigningKey.current(both, START)).contains(first);
        assertThat(SigningKey.current(both, handover.minusNanos(1_000))).contains(first);
        assertThat(SigningKey.current(both, handover)).contains(second);
        assertThat(SigningKey.current(both, START.minusSeconds(1))).isEmpty();
    }

    @Test
    void anOldKeyIsPublishedUntilItsTokensHaveEndedAndAnAuditKeyForEver() {
        Instant end = handover.plus(Duration.ofHours(2));
        assertThat(first.isPublished(KeyPurpose.TOKEN, end.minusSeconds(1))).isTrue();
        assertThat(first.isPublished(KeyPurpose.TOKEN, end)).isFalse();
        assertThat(first.isPublished(KeyPurpose.AUDIT, end.plus(Duration.ofDays(3_650))))
                .isTrue();
        assertThat(second.isPublished(KeyPurpose.TOKEN, START)).isTrue();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
