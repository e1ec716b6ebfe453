package headroom.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.alert.rule.Exhaustion.Sample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExhaustionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aLineThatRisesByOneAnHourTakesAsManyHoursAsThereIsRoom() {
        assertThat(Exhaustion.at(hourly(1, 2, 3, 4, 5, 6), new BigDecimal("6"), new BigDecimal("10"), NOW))
                .contains(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void noiseAroundTheLineDoesNotHideIt() {
        List<Sample> samples = hourly(10, 22, 28, 42, 48, 62);
        Instant at = Exhaustion.at(samples, new BigDecimal("60"), new BigDecimal("100"), NOW)
                .orElseThrow();
        assertThat(Duration.between(NOW, at)).isBetween(Duration.ofMinutes(220), Duration.ofMinutes(260));
    }

    @Test
    void whatStandsOrFallsIsNeverExhausted() {
        assertThat(at(hourly(5, 5, 5, 5, 5, 5))).isEmpty();
        assertThat(at(hourly(6, 5, 4, 3, 2, 1))).isEmpty();
    }

    @Test
    void nothingIsSaidOfTooFewSamplesOrOfOneInstant() {
        assertThat(at(hourly(1, 2, 3, 4, 5))).isEmpty();
        List<Sample> together = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            together.add(new Sample(NOW, BigDecimal.valueOf(i)));
        }
        assertThat(at(together)).isEmpty();
    }

    @Test
    void whatIsThreeDaysAwayIsToldAndWhatIsFurtherIsNot() {
        List<Sample> line = hourly(1, 2, 3, 4, 5, 6);
        assertThat(Exhaustion.at(line, new BigDecimal("28"), new BigDecimal("100"), NOW))
                .contains(NOW.plus(Duration.ofHours(72)));
        assertThat(Exhaustion.at(line, new BigDecimal("27.99"), new BigDecimal("100"), NOW))
                .isEmpty();
    }

    @Test
    void aLimitThatIsReachedIsNoForecast() {
        assertThat(Exhaustion.at(hourly(1, 2, 3, 4, 5, 6), new BigDecimal("10"), new BigDecimal("10"), NOW))
                .isEmpty();
    }

    @Property(tries = 500)
    void anExactLineIsFoundWhateverTheOrder(
            @ForAll @IntRange(min = 6, max = 48) int count,
            @ForAll @IntRange(min = 1, max = 1_000_000) int perHour,
            @ForAll @IntRange(min = 1, max = 71) int hours,
            @ForAll long seed) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(new Sample(NOW.minus(Duration.ofHours(i)), BigDecimal.valueOf((long) perHour * (count - i))));
        }
        Collections.shuffle(samples, new java.util.Random(seed));
        BigDecimal usage = BigDecimal.valueOf((long) perHour * count);
        BigDecimal limit = usage.add(BigDecimal.valueOf((long) perHour * hours));
        Instant at = Exhaustion.at(samples, usage, limit, NOW).orElseThrow();
        assertThat(Duration.between(at, NOW.plus(Duration.ofHours(hours))).abs())
                .isLessThan(Duration.ofSeconds(2));
    }

    private static java.util.Optional<Instant> at(List<Sample> samples) {
        return Exhaustion.at(samples, BigDecimal.ONE, BigDecimal.TEN, NOW);
    }

    private static List<Sample> hourly(int... usages) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < usages.length; i++) {
            samples.add(new Sample(NOW.minus(Duration.ofHours(usages.length - 1L - i)), BigDecimal.valueOf(usages[i])));
        }
        return samples;
    }
}
