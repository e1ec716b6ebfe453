package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Random lives of a breaker that two servers report to in batches, on the rule and on its naive twin: the same moves,
 * answers and delays, always.
 */
class BreakerAgainstTheTwinTest {
    enum Kind {
        CALL,
        FAILING_CALL,
        SEND,
        SEND_AGAIN,
        END_PROBE,
        WAIT,
        WAIT_LONG,
        TICK,
        FORCE,
        END_MODE,
        RESET
    }

    record Act(Kind kind, int which) {}

    /** The cluster: what servers have heard and not sent, and probes under way. */
    private static final class Cluster {
        private final NaiveBreaker twin = new NaiveBreaker();
        private final List<String> causes = new ArrayList<>();
        private final Map<String, Bucket> heard = new LinkedHashMap<>();
        private final List<ProbeId> lent = new ArrayList<>();
        private final Configuration configuration;
        private Breaker breaker = Breaker.closed(Calls.START);
        private Instant now = Calls.START;

        Cluster(Configuration configuration) {
            this.configuration = configuration;
        }

        void act(Act act) {
            int which = act.which();
            switch (act.kind()) {
                case CALL -> call(which, which % 7 == 0 ? Result.FAILURE : Result.SUCCESS);
                case FAILING_CALL -> call(which, which % 9 == 0 ? Result.IGNORED : Result.FAILURE);
                case SEND -> send("s" + which % 2, now.getEpochSecond() - 1);
                case SEND_AGAIN -> send("s" + which % 2, 0);
                case END_PROBE -> endProbe(which);
                case WAIT -> now = now.plusMillis(which);
                case WAIT_LONG -> now = now.plusMillis(which * 20L);
                case FORCE -> force(which);
                case TICK -> {
                    take(breaker.tick(configuration, now));
                    twin.tick(configuration, now);
                }
                case END_MODE -> {
                    take(breaker.endMode(now));
                    twin.endMode(now);
                }
                case RESET -> {
                    take(breaker.reset(now));
                    twin.reset(now);
                }
            }
        }

        private void call(int which, Result result) {
            Permit.Asked asked = breaker.permit(configuration, now);
            take(asked.step());
            long number = twin.permit(configuration, now);
            assertThat(asked.permit()
                            .<Long>fold(yes -> yes.probe().map(ProbeId::number).orElse(0L), no -> -1L))
                    .isEqualTo(number);
            if (number > 0) {
                lent.add(new ProbeId(breaker.era(), number));
            } else if (number == 0) {
                hear("s" + which % 2, "w" + which % 3, result, which % 5 == 0);
            }
        }

        private void hear(String server, String caller, Result result, boolean slow) {
            long era = breaker.era();
            heard.merge(
                    server + "/" + now.getEpochSecond() + "/" + era,
                    Bucket.empty(server, now, era).with(Optional.of(caller), result, slow ? 1_000 : 1, configuration),
                    (before, first) -> before.with(Optional.of(caller), result, slow ? 1_000 : 1, configuration));
            if (result != Result.IGNORED) {
                twin.calls.add(new HeardCall(server, now, era, caller, result == Result.FAILURE, slow));
            }
        }

        private void send(String server, long fromSecond) {
            List<Bucket> batch = heard.values().stream()
                    .filter(bucket ->
                            bucket.instance().equals(server) && bucket.start().getEpochSecond() >= fromSecond)
                    .toList();
            take(breaker.record(configuration, batch, now));
            twin.deliver(configuration, call -> call.server.equals(server) && call.second >= fromSecond, now);
        }

        private void endProbe(int which) {
            if (lent.isEmpty()) {
                return;
            }
            ProbeId probe = lent.get(which % lent.size());
            Result result = which % 11 == 0 ? Result.IGNORED : which % 3 == 0 ? Result.FAILURE : Result.SUCCESS;
            boolean slow = which % 4 == 0;
            take(breaker.end(configuration, probe, result, slow ? 1_000 : 1, now));
            twin.end(configuration, probe.era(), probe.number(), result, slow, now);
        }

        private void force(int which) {
            Mode mode = Mode.values()[1 + which % 4];
            Instant until = now.plusMillis(1 + which * 10L);
            breaker.force(configuration, mode, until, now)
                    .fold(
                            step -> {
                                take(step);
                                return step;
                            },
                            refusal -> {
                                throw new AssertionError(refusal.detail());
                            });
            twin.force(configuration, mode, until, now);
        }

        private void take(Step step) {
            long told = step.transitions().size();
            assertThat(step.after().generation()).isGreaterThanOrEqualTo(breaker.generation() + told);
            breaker = step.after();
            Calls.causes(step).forEach(cause -> causes.add(cause.name()));
        }

        void mustAgree() {
            assertThat(causes).isEqualTo(twin.causes);
            assertThat(breaker.mode()).hasToString(twin.mode);
            assertThat(breaker.state()).hasToString(twin.state);
            assertThat(breaker.openUntil()).isEqualTo(twin.openUntil);
            assertThat(breaker.modeUntil()).isEqualTo(twin.until);
            assertThat(breaker.openings()).isEqualTo(twin.openings);
            assertThat(breaker.generation()).isEqualTo(twin.generation);
            assertThat(breaker.era()).isEqualTo(twin.era);
            assertThat(breaker.probes().leases().size()
                            + breaker.probes().completed().calls())
                    .as("probes under way or completed")
                    .isLessThanOrEqualTo(3);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void movesAnswersAndDelaysAreThoseOfTheTwin(
            @ForAll("configurations") Configuration configuration, @ForAll("lives") List<Act> acts) {
        Cluster cluster = new Cluster(configuration);
        for (Act act : acts) {
            cluster.act(act);
            cluster.mustAgree();
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void withOneCallInASecondACountWindowIsTheNewestCalls(
            @ForAll("results") List<Boolean> failures, @ForAll("configurations") Configuration configuration) {
        Evidence evidence = Evidence.NONE;
        Configuration counted = Calls.small().count(configuration.windowSize()).done();
        for (int call = 0; call < failures.size(); call++) {
            evidence = evidence.with(List.of(Calls.bucket(call, 0, failures.get(call) ? "f" : "s")))
                    .trimmed(counted, Calls.at(call));
            List<Boolean> newest = failures.subList(Math.max(0, call + 1 - counted.windowSize()), call + 1);
            long failed = newest.stream().filter(failure -> failure).count();
            assertThat(evidence.window(counted, Calls.at(call)).counts())
                    .isEqualTo(new Counts(newest.size() - failed, failed, 0));
        }
    }

    @Provide
    Arbitrary<List<Boolean>> results() {
        return Arbitraries.of(true, false).list().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<Configuration> configurations() {
        Arbitrary<Calls> windows = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(true, false),
                        Arbitraries.of("33.33", "50", "80", "100"),
                        Arbitraries.of("40", "100"))
                .as((minimum, more, count, failing, slow) -> (count
                                ? Calls.small().count(minimum + more)
                                : Calls.small().time(minimum + more))
                        .minimum(minimum)
                        .failing(failing)
                        .slow(slow));
        return Combinators.combine(
                        windows,
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of("1", "1.5", "2"),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 3))
                .as((calls, inARow, factor, probes, failFast, quorum) -> {
                    calls.inARow = inARow == 0 ? null : Integer.valueOf(inARow);
                    calls.failFast = failFast;
                    return calls.delay(1_000, factor, 5_000)
                            .probes(probes)
                            .halfOpenMs(40_000)
                            .quorum(quorum)
                            .done();
                });
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(10, Kind.CALL),
                Tuple.of(10, Kind.FAILING_CALL),
                Tuple.of(12, Kind.SEND),
                Tuple.of(2, Kind.SEND_AGAIN),
                Tuple.of(8, Kind.END_PROBE),
                Tuple.of(12, Kind.WAIT),
                Tuple.of(2, Kind.WAIT_LONG),
                Tuple.of(3, Kind.TICK),
                Tuple.of(1, Kind.FORCE),
                Tuple.of(1, Kind.END_MODE),
                Tuple.of(1, Kind.RESET));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1_000))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
