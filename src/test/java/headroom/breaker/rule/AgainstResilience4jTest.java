package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Random calls on the rule and on resilience4j 2.4.0 with the same clock: the same permits, states and counts after every
 * step, where both mean the same. Where they do not is named by a method here and shown in {@link Resilience4jDifferencesTest}.
 * Not compared: the limit of half open and the lock-free time window, whose clock cannot be given.
 */
class AgainstResilience4jTest {
    enum Kind {
        ASK,
        SUCCEED,
        FAIL,
        IGNORE,
        SUCCEED_SLOWLY,
        FAIL_SLOWLY,
        WAIT,
        WAIT_LONG,
        RESET
    }

    record Act(Kind kind, int which) {}

    /** An hour, so that no lease is over in a life of some minutes: {@link Resilience4jDifferencesTest} ends some. */
    private static final long SLOW_MS = Configuration.MAX_SLOW_CALL_MS;

    private static final class Life {
        private final SetClock clock = new SetClock();
        private final Configuration configuration;
        private final HeadroomBreaker ours;
        private final Resilience4jBreaker theirs;
        private final List<Permit.Permitted> underWay = new ArrayList<>();
        private final Set<String> been = new TreeSet<>();

        Life(Configuration configuration) {
            this.configuration = configuration;
            ours = new HeadroomBreaker(configuration, clock);
            theirs = new Resilience4jBreaker(configuration, clock);
        }

        void act(Act act) {
            int which = act.which();
            switch (act.kind()) {
                case ASK -> ask();
                case SUCCEED -> end(which, Result.SUCCESS, which);
                case FAIL -> end(which, Result.FAILURE, which);
                case IGNORE -> end(which, Result.IGNORED, which);
                case SUCCEED_SLOWLY -> end(which, Result.SUCCESS, SLOW_MS + 1 + which);
                case FAIL_SLOWLY -> end(which, Result.FAILURE, SLOW_MS + 1 + which);
                case WAIT -> clock.pass(which);
                case WAIT_LONG -> clock.pass(which * 10L);
                case RESET -> {
                    ours.reset();
                    theirs.breaker.reset();
                }
            }
        }

        private void ask() {
            if (isTheVeryEndOfTheDelay()) {
                clock.pass(1);
            }
            Optional<Permit.Permitted> permit = ours.ask();
            assertThat(theirs.ask().isPresent()).as("permitted").isEqualTo(permit.isPresent());
            permit.ifPresent(underWay::add);
        }

        private void end(int which, Result result, long durationMs) {
            if (underWay.isEmpty()) {
                ask();
            }
            if (underWay.isEmpty()) {
                return;
            }
            Permit.Permitted call = underWay.remove(which % underWay.size());
            if (wouldShareAPlaceInTheCountWindow(call)) {
                clock.passSecond();
            }
            if (!isOfAnEarlierState(call)) {
                theirs.end(call, result, durationMs);
            }
            ours.end(call, result, durationMs);
        }

        /** At this instant Headroom may probe; resilience4j does so only after it. */
        private boolean isTheVeryEndOfTheDelay() {
            return clock.instant().equals(ours.now().since())
                    && ours.now().state() == State.HALF_OPEN
                    && theirs.state() == State.OPEN;
        }

        /** Headroom's count window is made of whole seconds, so only with one call in each it is the newest calls. */
        private boolean wouldShareAPlaceInTheCountWindow(Permit.Permitted call) {
            return configuration.windowType() == WindowType.COUNT
                    && call.probe().isEmpty()
                    && ours.hasHeardThisSecond();
        }

        /** Headroom passes over what was permitted before the last move; resilience4j counts it in whatever state it is. */
        private boolean isOfAnEarlierState(Permit.Permitted call) {
            return call.era() != ours.now().era();
        }

        /** Headroom goes half open by the clock, resilience4j when it is asked. */
        private boolean onlyTheirsWaitsForACall() {
            return ours.now().state() == State.HALF_OPEN
                    && ours.now().probes().given() == 0
                    && theirs.state() == State.OPEN;
        }

        /** Or the lives show nothing. More than 40 % have been; of PIT's 20 lives they may be fewer. */
        void mustHaveBeenHalfOpenOften() {
            Statistics.collect(been.contains("HALF_OPEN"));
            Statistics.coverage(lives -> lives.check(true).percentage(share -> share > 5));
        }

        void mustAgree() {
            been.add(ours.state().name());
            if (onlyTheirsWaitsForACall()) {
                return;
            }
            assertThat(theirs.state()).isEqualTo(ours.state());
            if (ours.state() == State.CLOSED) {
                assertThat(theirs.window()).isEqualTo(ours.window());
            }
            if (ours.state() == State.HALF_OPEN) {
                assertThat(theirs.window()).isEqualTo(ours.now().probes().completed());
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void permitsStatesAndCountsAreThoseOfResilience4j(
            @ForAll("configurations") Configuration configuration, @ForAll("lives") List<Act> acts) {
        Life life = new Life(configuration);
        for (Act act : acts) {
            life.act(act);
            life.mustAgree();
        }
        life.mustHaveBeenHalfOpenOften();
    }

    /** Reopened from half open again and again, by whole factors: resilience4j rounds down at each of them, Headroom at the end. */
    @Property(tries = 200)
    void theDelayGrowsAsThatOfResilience4j(@ForAll("factors") String factor, @ForAll("delays") int delayMs) {
        Configuration configuration = Calls.small()
                .probes(1)
                .delay(delayMs, factor, 60_000)
                .halfOpenMs(Configuration.MAX_DELAY_MS)
                .done();
        Life life = new Life(configuration);
        for (int call = 0; call < 4; call++) {
            life.act(new Act(Kind.FAIL, 0));
        }
        for (int opening = 1; opening < 12; opening++) {
            assertThat(life.ours.state()).isEqualTo(State.OPEN);
            life.clock.pass(configuration.openDelay(opening).toMillis() - 1);
            life.act(new Act(Kind.ASK, 0));
            assertThat(life.underWay)
                    .as("before the delay of opening " + opening)
                    .isEmpty();
            life.clock.pass(2);
            life.act(new Act(Kind.FAIL, 0));
            life.mustAgree();
        }
    }

    @Provide
    Arbitrary<String> factors() {
        return Arbitraries.of("2", "3", "10");
    }

    @Provide
    Arbitrary<Integer> delays() {
        return Arbitraries.of(500, 1_000, 4_000);
    }

    /**
     * With a minimum of at least the probes: with a smaller one resilience4j decides on so many probes. The delay does not
     * grow: resilience4j forgets it at once when it closes.
     */
    @Provide
    Arbitrary<Configuration> configurations() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false),
                        Arbitraries.of("1", "12.5", "33.33", "50", "75", "100"),
                        Arbitraries.of("25", "60", "100"))
                .as((probes, minimum, window, count, failing, slow) -> {
                    int calls = probes + minimum;
                    Calls of = Calls.small()
                            .probes(probes)
                            .minimum(calls)
                            .failing(failing)
                            .slow(slow)
                            .delay(3_000, "1", 3_000)
                            .halfOpenMs(Configuration.MAX_DELAY_MS);
                    of.slowMs = SLOW_MS;
                    return (count ? of.count(calls + window) : of.time(1 + window)).done();
                });
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(12, Kind.ASK),
                Tuple.of(8, Kind.SUCCEED),
                Tuple.of(14, Kind.FAIL),
                Tuple.of(3, Kind.IGNORE),
                Tuple.of(2, Kind.SUCCEED_SLOWLY),
                Tuple.of(1, Kind.FAIL_SLOWLY),
                Tuple.of(8, Kind.WAIT),
                Tuple.of(4, Kind.WAIT_LONG),
                Tuple.of(1, Kind.RESET));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1_000))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(250)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
