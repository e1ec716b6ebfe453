package headroom.webhook.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.kernel.AlertType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events a webhook hears. */
class EventPatternTest {
    @ParameterizedTest
    @EnumSource(AlertType.class)
    void eachTypeIsHeardByItsNameAndByTheStar(AlertType type) {
        assertThat(new EventPattern(type.type()).matches(type.type())).isTrue();
        assertThat(new EventPattern("*").matches(type.type())).isTrue();
        assertThat(new EventPattern("headroom.*").matches(type.type())).isTrue();
        assertThat(AlertType.of(type.type())).contains(type);
    }

    @Test
    void aBeginningHearsWhatBeginsSo() {
        EventPattern breakers = new EventPattern("headroom.breaker.*");
        assertThat(breakers.matches("headroom.breaker.opened")).isTrue();
        assertThat(breakers.matches("headroom.breaker.half_open")).isTrue();
        assertThat(breakers.matches("headroom.quota.threshold")).isFalse();
        assertThat(breakers.matches("headroom.breaker")).isFalse();
        assertThat(new EventPattern("headroom.quota.threshold").matches("headroom.quota.thresholds"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "**",
                "*.*",
                ".*",
                "headroom",
                "headroom.breaker",
                "headroom.break*",
                "headroom.breaker.*.*",
                "Headroom.*",
                "headroom.nothing.*",
                "headroom.webhook.ping",
                "headroom.quota.threshold ",
                "*.opened"
            })
    void whatNoEventIsCalledIsRefused(String pattern) {
        assertThatThrownBy(() -> new EventPattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
