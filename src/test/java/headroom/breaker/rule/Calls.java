package headroom.breaker.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Breakers as tests speak of them: a configuration in words, and calls by the handful. */
final class Calls {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    BigDecimal failureRate = new BigDecimal("50");
    BigDecimal slowRate = new BigDecimal("100");
    long slowMs = 1_000;
    int minimum = 4;
    WindowType type = WindowType.COUNT;
    int window = 4;

    @Nullable Integer inARow;

    long delayMs = 10_000;
    BigDecimal factor = BigDecimal.ONE;
    long delayMaxMs = 60_000;
    int probes = 2;
    boolean failFast;
    long halfOpenMs = 300_000;
    int quorum = 1;

    /** Count window 4, minimum 4, 50 %, slow from 1 s on, open 10 s, 2 probes, half open at most 5 min. */
    static Calls small() {
        return new Calls();
    }

    Calls failing(String percent) {
        failureRate = new BigDecimal(percent);
        return this;
    }

    Calls slow(String percent) {
        slowRate = new BigDecimal(percent);
        return this;
    }

    Calls minimum(int calls) {
        minimum = calls;
        return this;
    }

    Calls count(int calls) {
        type = WindowType.COUNT;
        window = calls;
        return this;
    }

    Calls time(int seconds) {
        type = WindowType.TIME;
        window = seconds;
        return this;
    }

    Calls inARow(int failures) {
        inARow = failures;
        return this;
    }

    Calls delay(long ms, String by, long maxMs) {
        delayMs = ms;
        factor = new BigDecimal(by);
        delayMaxMs = maxMs;
        return this;
    }

    Calls probes(int calls) {
        probes = calls;
        return this;
    }

    Calls failFast() {
        failFast = true;
        return this;
    }

    Calls halfOpenMs(long ms) {
        halfOpenMs = ms;
        return this;
    }

    Calls quorum(int callers) {
        quorum = callers;
        return this;
    }

    Configuration done() {
        return new Configuration(
                failureRate,
                slowRate,
                slowMs,
                minimum,
                type,
                window,
                inARow,
                delayMs,
                factor,
                delayMaxMs,
                probes,
                failFast,
                halfOpenMs,
                quorum);
    }

    static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    /** Calls of server a in one second: s succeeds, f fails, S and F do so slowly, i is ignored. */
    static Bucket bucket(double second, long era, String calls) {
        return bucket("a", second, era, "", calls);
    }

    static Bucket bucket(String server, double second, long era, String caller, String calls) {
        Bucket bucket = Bucket.empty(server, at(second), era);
        for (char call : calls.toCharArray()) {
            Result result = switch (Character.toLowerCase(call)) {
                case 's' -> Result.SUCCESS;
                case 'f' -> Result.FAILURE;
                default -> Result.IGNORED;
            };
            bucket = bucket.with(
                    Optional.of(caller).filter(name -> !name.isEmpty()),
                    result,
                    Character.isUpperCase(call) ? 1_000 : 999,
                    Configurations.SMALL);
        }
        return bucket;
    }

    /** The same breaker after calls of server a in that second. */
    static Step after(Breaker breaker, Configuration configuration, double second, String calls) {
        return breaker.record(configuration, List.of(bucket(second, breaker.era(), calls)), at(second));
    }

    static Breaker open(Configuration configuration) {
        return after(Breaker.closed(START), configuration, 0, "f".repeat(configuration.minimumCalls()))
                .after();
    }

    /** Opened at 0, its delay over, nothing asked yet. */
    static Breaker halfOpen(Configuration configuration) {
        Breaker open = open(configuration);
        Instant over = START.plusMillis(configuration.openDelayMs());
        return open.tick(configuration, over).after();
    }

    /** Asks for as many permits as there are, at most so many. */
    static List<ProbeId> probes(Permit.Asked asked) {
        List<ProbeId> probes = new ArrayList<>();
        asked.permit()
                .<Optional<ProbeId>>fold(Permit.Permitted::probe, no -> Optional.empty())
                .ifPresent(probes::add);
        return probes;
    }

    static boolean isPermitted(Permit.Asked asked) {
        return asked.permit().fold(yes -> true, no -> false);
    }

    static Instant retryAt(Permit.Asked asked) {
        return asked.permit()
                .fold(
                        yes -> {
                            throw new AssertionError("was permitted: " + yes);
                        },
                        Permit.Refused::retryAt);
    }

    static List<Cause> causes(Step step) {
        return step.transitions().stream().map(Transition::cause).toList();
    }

    /** What buckets are counted by: slow from a second on. */
    static final class Configurations {
        static final Configuration SMALL = small().done();

        private Configurations() {}
    }
}
