package headroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Refusal.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {
    @Test
    void saysWhatKindAndWhy() {
        Refusal refusal = Refusal.of(Kind.STALE, "version 3 is the latest");
        assertThat(refusal.kind()).isEqualTo(Kind.STALE);
        assertThat(refusal.detail()).isEqualTo("version 3 is the latest");
        assertThat(refusal.errors()).isEmpty();
        assertThat(refusal.members()).isEmpty();
    }

    @Test
    void q12_carriesEveryBrokenRule() {
        FieldError one = new FieldError("soft_limit", "too high");
        FieldError two = new FieldError("burst_limit", "too low");
        Refusal refusal = Refusal.of(Kind.INVALID_QUOTA, "broken", List.of(one, two));
        assertThat(refusal.errors()).containsExactly(one, two);
        assertThat(refusal.members()).isEmpty();
    }

    @Test
    void carriesWhatAMachineWantsToKnow() {
        Refusal refusal = Refusal.of(Kind.ALREADY_EXISTS, "held", Map.of("allocation_id", "a-1"));
        assertThat(refusal.members()).isEqualTo(Map.of("allocation_id", "a-1"));
        assertThat(refusal.errors()).isEmpty();
    }

    @Test
    void aShapeOfItsOwnHasNoErrorsAndNoMembersUnlessItSaysSo() {
        Refusal own = new Refusal() {
            @Override
            public Kind kind() {
                return Kind.THROTTLED;
            }

            @Override
            public String detail() {
                return "later";
            }
        };
        assertThat(own.errors()).isEmpty();
        assertThat(own.members()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasItsPlaceInTheContract(Kind kind) {
        assertThat(kind.status()).isBetween(400, 599);
        assertThat(kind.title()).isNotBlank().doesNotEndWith(".");
        assertThat(kind.wireName())
                .isEqualTo(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        assertThat(Arrays.stream(Kind.values()).map(Kind::wireName)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTA_EXCEEDED,409",
        "ALREADY_RELEASED,409",
        "ALREADY_EXISTS,409",
        "VALIDATION,400",
        "STALE,412",
        "IDEMPOTENCY_KEY_REUSED,422",
        "INVALID_HIERARCHY,422",
        "THROTTLED,429",
        "UNAVAILABLE,503"
    })
    void theStatusIsThatOfTheContract(Kind kind, int status) {
        assertThat(kind.status()).isEqualTo(status);
    }
}
