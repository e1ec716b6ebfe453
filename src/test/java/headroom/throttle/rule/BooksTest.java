package headroom.throttle.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How throttles decide together, and which of them answers. */
class BooksTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");
    private static final JobKind JOB = new JobKind("import", "git");
    private static final UUID FIRST = new UUID(0x10, 1);
    /** Before the first as numbers with a sign, after it as it is written. */
    private static final UUID LAST = new UUID(0xf000000000000010L, 1);

    private static Throttle throttle(UUID id, Limits limits, Mode mode) {
        Tokens tokens = limits.burstCapacity() == null
                ? null
                : ExactTokens.full(limits.burstCapacity(), limits.refillPerSecond(), NOW);
        return new Throttle(id, new Aim("*", "*"), limits, mode, false, null, Use.none(tokens), 0);
    }

    private static Limits active(int most) {
        return new Limits(most, null, null, null);
    }

    private static Limits hour(int most) {
        return new Limits(null, most, null, null);
    }

    private static Limits burst(int capacity, String refill) {
        return new Limits(null, null, capacity, new BigDecimal(refill));
    }

    private static Asked asked(int cost) {
        return new Asked(JOB, cost, NOW.plusSeconds(600));
    }

    private static Hindrance binding(Verdict verdict) {
        return verdict.fold(
                granted -> {
                    throw new AssertionError(granted);
                },
                Verdict.Throttled::binding,
                impossible -> {
                    throw new AssertionError(impossible);
                });
    }

    private static boolean isGranted(Verdict verdict) {
        return verdict instanceof Verdict.Granted;
    }

    @Test
    void withoutThrottlesAllIsGranted() {
        Books books = new Books(List.of(), NOW);
        assertThat(books.ask(asked(1_000))).isEqualTo(new Verdict.Granted(List.of(), List.of()));
    }

    @Test
    void whereTheClockWasSetBackBooksGoOnFromThere() {
        Instant wrong = NOW.plus(Duration.ofDays(1));
        for (Limits limits : List.of(hour(5), burst(5, "1"))) {
            Books tomorrow = new Books(List.of(throttle(FIRST, limits, Mode.ENFORCE)), wrong);
            assertThat(isGranted(tomorrow.ask(asked(5)))).isTrue();
            Throttle before = tomorrow.after(throttle(FIRST, limits, Mode.ENFORCE));
            Books today = new Books(List.of(before), NOW);
            assertThat(binding(today.ask(asked(1))).eligibleAt()).isBefore(NOW.plusSeconds(62 * 60));
            assertThat(today.after(before)).as("to be written").isNotSameAs(before);
            Books soon = new Books(List.of(before), wrong.minusSeconds(59));
            assertThat(soon.after(before)).isSameAs(before);
        }
    }

    @Test
    void theLongestWaitAnswers() {
        Throttle quick = throttle(FIRST, burst(2, "1"), Mode.ENFORCE);
        Throttle slow = throttle(LAST, burst(2, "0.5"), Mode.ENFORCE);
        for (List<Throttle> order : List.of(List.of(quick, slow), List.of(slow, quick))) {
            Books books = new Books(order, NOW);
            assertThat(isGranted(books.ask(asked(2)))).isTrue();
            assertThat(binding(books.ask(asked(1))))
                    .isEqualTo(new Hindrance(LAST, LimitKind.BURST, 2, 2, NOW.plusSeconds(2)));
        }
    }

    @Test
    void ofEqualWaitsTheFirstIdAsItIsWrittenAnswers() {
        Throttle one = throttle(FIRST, burst(2, "1"), Mode.ENFORCE);
        Throttle other = throttle(LAST, burst(2, "1"), Mode.ENFORCE);
        for (List<Throttle> order : List.of(List.of(one, other), List.of(other, one))) {
            Books books = new Books(order, NOW);
            books.ask(asked(2));
            assertThat(binding(books.ask(asked(1))).throttle()).isEqualTo(FIRST);
        }
    }

    @Test
    void anUnknownWaitIsTheLongest() {
        Throttle closed = throttle(FIRST, active(0), Mode.ENFORCE);
        Throttle slow = throttle(LAST, burst(2, "0.001"), Mode.ENFORCE);
        Books books = new Books(List.of(closed, slow), NOW);
        assertThat(binding(books.ask(asked(2)))).isEqualTo(new Hindrance(FIRST, LimitKind.ACTIVE, 0, 0, null));
    }

    @Test
    void withinOneThrottleTheLongestWaitAnswersAndOfEqualOnesThePlaces() {
        Throttle throttle = throttle(FIRST, new Limits(1, 1, null, null), Mode.ENFORCE);
        Books books = new Books(List.of(throttle), NOW);
        assertThat(isGranted(books.ask(asked(1)))).isTrue();
        assertThat(binding(books.ask(asked(1))).kind()).isEqualTo(LimitKind.HOUR);
        Instant over = NOW.plusSeconds(60);
        Throttle brief =
                new Throttle(FIRST, throttle.aim(), throttle.limits(), Mode.ENFORCE, false, over, throttle.use(), 0);
        Books ending = new Books(List.of(brief), NOW);
        ending.ask(asked(1));
        assertThat(binding(ending.ask(asked(1)))).isEqualTo(new Hindrance(FIRST, LimitKind.ACTIVE, 1, 1, over));
    }

    @Test
    void aPlaceIsFreeWhenTheFirstPermitEnds() {
        Books books = new Books(List.of(throttle(FIRST, active(2), Mode.ENFORCE)), NOW);
        books.ask(new Asked(JOB, 1, NOW.plusSeconds(50)));
        books.ask(new Asked(JOB, 1, NOW.plusSeconds(20)));
        assertThat(binding(books.ask(asked(1))).eligibleAt()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void thePlacesOfWhatIsOverdueAreFree() {
        Throttle full = throttle(FIRST, active(2), Mode.ENFORCE)
                .with(Use.none(null).withActive(2).withOverdue(1, NOW.plusSeconds(9)));
        Books books = new Books(List.of(full), NOW);
        assertThat(isGranted(books.ask(asked(1)))).isTrue();
        assertThat(books.after(full).use().active())
                .as("counted until it is ended")
                .isEqualTo(3);
        assertThat(binding(books.ask(asked(1))))
                .isEqualTo(new Hindrance(FIRST, LimitKind.ACTIVE, 2, 2, NOW.plusSeconds(9)));
    }

    @Test
    void anEndThatIsDueAndHasNotComeFreesNoPlace() {
        Throttle full = throttle(FIRST, active(1), Mode.ENFORCE)
                .with(Use.none(null).withActive(1).withOverdue(0, NOW));
        assertThat(binding(new Books(List.of(full), NOW).ask(asked(1))))
                .isEqualTo(new Hindrance(FIRST, LimitKind.ACTIVE, 1, 1, null));
    }

    @Test
    void whatOneRefusesIsChargedToNone() {
        Throttle wide = throttle(FIRST, new Limits(9, 9, 9, BigDecimal.ONE), Mode.ENFORCE);
        Throttle closed = throttle(LAST, active(0), Mode.ENFORCE);
        Books books = new Books(List.of(wide, closed), NOW);
        binding(books.ask(asked(1)));
        assertThat(books.after(wide)).isEqualTo(wide);
    }

    @Test
    void aShadowCountsWhatItWouldRefuseAndIsNotCharged() {
        Throttle shadow = throttle(FIRST, active(1), Mode.SHADOW);
        Throttle enforced = throttle(LAST, active(2), Mode.ENFORCE);
        Books books = new Books(List.of(shadow, enforced), NOW);
        assertThat(books.ask(asked(1))).isEqualTo(new Verdict.Granted(List.of(FIRST, LAST), List.of()));
        assertThat(books.ask(asked(1))).isEqualTo(new Verdict.Granted(List.of(LAST), List.of(FIRST)));
        assertThat(binding(books.ask(asked(1))).throttle()).isEqualTo(LAST);
        assertThat(books.after(shadow).wouldHaveRefused()).isEqualTo(2);
        assertThat(books.after(shadow).use().active()).isEqualTo(1);
        assertThat(books.after(enforced).use().active()).isEqualTo(2);
    }

    @Test
    void aShadowThatIsTooSmallOnlyCounts() {
        Throttle shadow = throttle(FIRST, hour(5), Mode.SHADOW);
        Throttle bucket = throttle(LAST, burst(5, "1"), Mode.SHADOW);
        Books books = new Books(List.of(shadow, bucket), NOW);
        assertThat(books.ask(asked(6))).isEqualTo(new Verdict.Granted(List.of(), List.of(FIRST, LAST)));
    }

    @Test
    void whatCostsMoreThanAThrottleHoldsIsImpossible() {
        Books hours = new Books(List.of(throttle(FIRST, hour(5), Mode.ENFORCE)), NOW);
        assertThat(hours.ask(asked(6)))
                .isEqualTo(new Verdict.Impossible(new Hindrance(FIRST, LimitKind.HOUR, 0, 5, null)));
        assertThat(isGranted(hours.ask(asked(5)))).isTrue();
        Books bursts = new Books(List.of(throttle(FIRST, burst(5, "1"), Mode.ENFORCE)), NOW);
        assertThat(bursts.ask(asked(6)))
                .isEqualTo(new Verdict.Impossible(new Hindrance(FIRST, LimitKind.BURST, 0, 5, null)));
        assertThat(isGranted(bursts.ask(asked(5)))).isTrue();
        assertThat(bursts.ask(asked(6)).shadowed()).isEmpty();
    }

    @Test
    void whatIsPausedOrOverHasNoEffect() {
        Throttle closed = throttle(FIRST, active(0), Mode.ENFORCE);
        Throttle paused = new Throttle(FIRST, closed.aim(), closed.limits(), Mode.ENFORCE, true, null, closed.use(), 0);
        Throttle over = new Throttle(LAST, closed.aim(), closed.limits(), Mode.ENFORCE, false, NOW, closed.use(), 0);
        assertThat(new Books(List.of(paused, over), NOW).ask(asked(1)))
                .isEqualTo(new Verdict.Granted(List.of(), List.of()));
        assertThat(isGranted(new Books(List.of(over), NOW.minusNanos(1_000)).ask(asked(1))))
                .isFalse();
    }

    @Test
    void whatEndsGivesItsPlaceBackAndWhatIsIgnoredItsCostToo() {
        Throttle throttle = throttle(FIRST, new Limits(2, 10, 10, new BigDecimal("0.001")), Mode.ENFORCE);
        Books books = new Books(List.of(throttle), NOW);
        books.ask(asked(3));
        books.ask(asked(4));
        books.end(List.of(FIRST, LAST), End.IGNORED, 3, NOW);
        Use use = books.after(throttle).use();
        assertThat(use.active()).isEqualTo(1);
        assertThat(use.hour().used(NOW)).isEqualTo(4);
        assertThat(use.tokens().available()).isEqualTo(6);
        books.end(List.of(FIRST), End.DROPPED, 4, NOW);
        Use after = books.after(throttle).use();
        assertThat(after.active()).isZero();
        assertThat(after.hour().used(NOW)).isEqualTo(4);
        assertThat(after.tokens().available()).isEqualTo(6);
        books.end(List.of(FIRST), End.SUCCESS, 4, NOW);
        assertThat(books.after(throttle).use().active()).as("never below none").isZero();
    }

    @Test
    void theTightestLimitStandsInFront() {
        Throttle throttle = throttle(FIRST, new Limits(4, 10, 10, BigDecimal.ONE), Mode.ENFORCE);
        Books books = new Books(List.of(throttle), NOW);
        assertThat(throttle.tightest(1, NOW).kind()).isEqualTo(LimitKind.ACTIVE);
        books.ask(asked(5));
        assertThat(books.after(throttle).tightest(1, NOW).kind())
                .as("half of the hour and of the bucket is used")
                .isEqualTo(LimitKind.HOUR);
        assertThat(books.after(throttle).tightest(6, NOW).kind()).isEqualTo(LimitKind.HOUR);
        Instant later = NOW.plusSeconds(5);
        assertThat(books.after(throttle).levels(1, later))
                .extracting(level -> level.hindrance().used())
                .containsExactly(1L, 5L, 0L);
    }
}
