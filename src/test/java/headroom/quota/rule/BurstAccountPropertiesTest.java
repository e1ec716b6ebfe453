package headroom.quota.rule;

import static headroom.quota.rule.Grove.START;
import static headroom.quota.rule.Grove.amount;
import static headroom.quota.rule.Grove.burst;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The closed form of the burst account against an integral that walks second by second. */
class BurstAccountPropertiesTest {
    /** Each stretch may round one refill down in the tenth digit. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.000001");

    record Stretch(int seconds, int usage) {}

    @Property
    void q7_isTheIntegralOfWhatStoodAbove(
            @ForAll("limits") Limits limits, @ForAll("stretches") List<Stretch> stretches) {
        BurstAccount account = BurstAccount.full(limits, START);
        BigDecimal naive = limits.burstCapacity();
        Instant now = START;
        for (Stretch stretch : stretches) {
            now = now.plusSeconds(stretch.seconds());
            account = account.at(now, limits, amount(stretch.usage()));
            naive = walked(naive, limits, stretch);
            assertThat(account.unitSeconds()).isCloseTo(naive, within(ROUNDING));
            assertThat(account.asOf()).isEqualTo(now);
        }
    }

    @Property
    void q7_lookingInBetweenChangesNothing(
            @ForAll("limits") Limits limits, @ForAll("stretches") List<Stretch> stretches) {
        BurstAccount watched = BurstAccount.full(limits, START);
        BurstAccount unwatched = watched;
        Instant now = START;
        for (Stretch stretch : stretches) {
            Instant end = now.plusSeconds(stretch.seconds());
            watched = watched.at(now.plusSeconds(stretch.seconds() / 3), limits, amount(stretch.usage()))
                    .at(end, limits, amount(stretch.usage()));
            unwatched = unwatched.at(end, limits, amount(stretch.usage()));
            now = end;
            assertThat(watched.unitSeconds()).isCloseTo(unwatched.unitSeconds(), within(ROUNDING));
        }
    }

    @Property
    void q7_isEmptyExactlyFromTheInstantThatWasForetold(
            @ForAll("limits") Limits limits, @ForAll("stretches") List<Stretch> stretches) {
        BurstAccount account = BurstAccount.full(limits, START);
        for (Stretch stretch : stretches) {
            BurstAccount before = account;
            before.emptyAt(limits, amount(stretch.usage())).ifPresent(emptyAt -> {
                assertThat(before.at(emptyAt, limits, amount(stretch.usage())).isEmpty())
                        .isTrue();
                assertThat(before.at(emptyAt.minusNanos(1_000), limits, amount(stretch.usage()))
                                .isEmpty())
                        .isEqualTo(emptyAt.minusNanos(1_000).isBefore(before.asOf()));
            });
            account = account.at(before.asOf().plusSeconds(stretch.seconds()), limits, amount(stretch.usage()));
        }
    }

    private static BigDecimal walked(BigDecimal level, Limits limits, Stretch stretch) {
        BigDecimal capacity = limits.burstCapacity();
        BigDecimal above =
                BigDecimal.valueOf(stretch.usage()).subtract(limits.effective().toBigDecimal());
        BigDecimal perSecond = above.signum() > 0
                ? above.negate()
                : capacity.divide(BigDecimal.valueOf(86_400), MathContext.DECIMAL128);
        BigDecimal walked = level;
        for (int second = 0; second < stretch.seconds(); second++) {
            walked = walked.add(perSecond).max(BigDecimal.ZERO).min(capacity);
        }
        return walked;
    }

    @Provide
    Arbitrary<Limits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(1, 2_000))
                .as((limit, span, seconds) -> burst(limit, limit + span, seconds));
    }

    @Provide
    Arbitrary<List<Stretch>> stretches() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.integers().between(0, 220))
                .as(Stretch::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
