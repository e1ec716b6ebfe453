package headroom.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import headroom.kernel.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "+1", ".5", "1.", "0x1", "1_0", "NaN", "1e", "1e1000", "--1", "١"})
    void whatIsNoDecimalIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.decimal(text));
    }

    @Test
    void q3_anAmountIsZeroToTenToTheFifteenthWithFourDigits() {
        assertThat(Texts.amount("0")).isEqualTo(Amount.ZERO);
        assertThat(Texts.amount("1e15")).isEqualTo(Amount.MAX_INPUT);
        assertThat(Texts.amount("0.00010000")).isEqualTo(Amount.of("0.0001"));
        assertThat(Texts.amount("-0")).isEqualTo(Amount.ZERO);
        for (String wrong : new String[] {"-0.0001", "1000000000000000.0001", "1e16", "1e-5", "1e999", "1e-999"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Texts.amount(wrong));
        }
    }

    @Test
    void aNumberHasAtMostThirtyCharacters() {
        assertThat(Texts.decimal("1".repeat(30))).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.decimal("1".repeat(31)))
                .withMessageContaining("30");
    }

    @Test
    void aUuidHasItsLongForm() {
        String text = "0192f0c1-2B3C-7d4e-8f50-0123456789ab";
        assertThat(Texts.uuid(text)).isEqualTo(UUID.fromString(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.uuid("1-2-3-4-5"));
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.uuid(text + "0"));
    }

    @ParameterizedTest
    @CsvSource({"PT10M,600", "PT1.5S,1", "P1DT1S,86401", "PT0.000001S,0", "P366D,31622400"})
    void a4_aLeaseIsAnIsoDuration(String text, long seconds) {
        assertThat(Texts.duration(text).toSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "10M",
                "PT0S",
                "PT-1S",
                "-PT1S",
                "P1M",
                "P1W",
                "P366DT1S",
                "pt10m",
                "PT1e9S",
                "P1D2H",
                "PT9223372036854775807S",
                "PT9223372036854775807H",
                "PT99999999999999999999S"
            })
    void a4_nothingElseIsALease(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.duration(text));
    }

    @Test
    void instantsAreInUtcWithMicroseconds() {
        assertThat(Texts.instant(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo("2026-01-31T12:00:00.000000Z");
        assertThat(Texts.instant(Instant.parse("2026-01-31T12:00:00.123456789Z")))
                .isEqualTo("2026-01-31T12:00:00.123456Z");
        assertThat(Texts.instant("2026-01-31T12:00:00.5Z")).isEqualTo(Instant.parse("2026-01-31T12:00:00.5Z"));
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.instant("2026-01-31"));
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.instant("2026-02-30T00:00:00Z"));
    }

    @Test
    void constantsAreInLowerCase() {
        assertThat(Texts.constant(Bodies.Colour.class, "dark_red")).isEqualTo(Bodies.Colour.DARK_RED);
        for (String wrong : new String[] {"DARK_RED", "dark-red", "", "Blue"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Texts.constant(Bodies.Colour.class, wrong))
                    .withMessage("must be one of dark_red, blue");
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Json.write(new Bodies.Request(
                        "j",
                        Amount.of("1e15"),
                        null,
                        null,
                        null,
                        null,
                        Bodies.Colour.BLUE,
                        null,
                        new Metadata("{\"a\":1}"))))
                .contains("\"requested_value\":1000000000000000,")
                .contains("\"colour\":\"blue\"")
                .contains("\"metadata\":{\"a\":1}");
        assertThat(Json.write(Amount.of("0.5000"))).isEqualTo("0.5");
        assertThat(Texts.MAX_LEASE).isEqualTo(Duration.ofDays(366));
    }
}
