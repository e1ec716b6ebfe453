package headroom.throttle.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The books beside a twin that remembers everything and counts it anew: the same verdicts, charged to the same throttles. */
class BooksAgainstTheTwinTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:30Z");
    private static final List<String> TYPES = List.of("import", "export");
    private static final List<String> SOURCES = List.of("git", "svn");

    /** A step of the story: after so many milliseconds somebody asks, or ends what was granted. */
    record Step(long millis, boolean asks, int type, int source, int cost, int which, boolean ignored) {}

    @Provide
    Arbitrary<Throttle> throttles() {
        Arbitrary<String> types = Arbitraries.of("*", "import", "export");
        Arbitrary<String> sources = Arbitraries.of("*", "git", "svn");
        Arbitrary<Limits> limits = Combinators.combine(
                        Arbitraries.integers().between(0, 4).injectNull(.4),
                        Arbitraries.integers().between(1, 30).injectNull(.4),
                        Arbitraries.integers().between(1, 12).injectNull(.4),
                        Arbitraries.of("0.001", "0.5", "3").map(BigDecimal::new))
                .as((active, hour, burst, refill) -> new Limits(active, hour, burst, burst == null ? null : refill))
                .filter(one -> one.brokenRules().isEmpty());
        return Combinators.combine(
                        types,
                        sources,
                        limits,
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.longs()
                                .between(1, 7_200)
                                .map(START::plusSeconds)
                                .injectNull(.8))
                .as((type, source, allowed, mode, paused, until) -> new Throttle(
                        UUID.randomUUID(),
                        new Aim(type, source),
                        allowed,
                        mode,
                        paused,
                        until,
                        Use.none(NaiveThrottles.tokens(allowed, START)),
                        0));
    }

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(0, 3_000),
                                Arbitraries.longs().between(0, 1_500_000)),
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(true, false))
                .as(Step::new);
    }

    @Property(tries = 2_000)
    void theyDecideAlike(
            @ForAll @Size(min = 1, max = 6) List<@From("throttles") Throttle> throttles,
            @ForAll @Size(min = 1, max = 80) List<@From("steps") Step> story) {
        NaiveThrottles twin = new NaiveThrottles(throttles);
        List<Throttle> known = throttles;
        List<Integer> live = new ArrayList<>();
        List<Integer> costs = new ArrayList<>();
        List<Instant> moments = new ArrayList<>();
        Instant now = START;
        for (Step step : story) {
            now = now.plus(Duration.ofMillis(step.millis()));
            Books books = new Books(known, now);
            if (step.asks()) {
                Asked asked = new Asked(
                        new JobKind(TYPES.get(step.type()), SOURCES.get(step.source())),
                        step.cost(),
                        now.plusSeconds(600));
                if (compare(books.ask(asked), asked, twin, throttles, now)) {
                    live.add(twin.grant(asked, now));
                    costs.add(step.cost());
                    moments.add(now);
                }
            } else if (!live.isEmpty()) {
                int permit = live.remove(step.which() % live.size());
                books.end(
                        twin.charged(permit),
                        step.ignored() ? End.IGNORED : End.SUCCESS,
                        costs.get(permit),
                        moments.get(permit));
                twin.end(permit, step.ignored(), now);
            }
            known = known.stream().map(books::after).toList();
        }
    }

    /** Whether it was granted. */
    private static boolean compare(
            Verdict verdict, Asked asked, NaiveThrottles twin, List<Throttle> throttles, Instant now) {
        Set<UUID> refusing = twin.refusing(asked, now);
        Set<UUID> enforcing = new TreeSet<>();
        Set<UUID> shadowed = new HashSet<>();
        for (Throttle throttle : throttles) {
            if (refusing.contains(throttle.id())) {
                (throttle.mode() == Mode.ENFORCE ? enforcing : shadowed).add(throttle.id());
            }
        }
        return verdict.fold(
                granted -> {
                    assertThat(enforcing).isEmpty();
                    assertThat(new HashSet<>(granted.shadowed())).isEqualTo(shadowed);
                    return true;
                },
                throttled -> {
                    assertThat(enforcing).contains(throttled.binding().throttle());
                    assertThat(new HashSet<>(throttled.shadowed())).isEqualTo(shadowed);
                    return false;
                },
                impossible -> {
                    assertThat(enforcing).contains(impossible.tooSmall().throttle());
                    return false;
                });
    }
}
