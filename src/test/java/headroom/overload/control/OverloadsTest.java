package headroom.overload.control;

import static headroom.overload.rule.RequestClass.CRITICAL;
import static headroom.overload.rule.RequestClass.CRITICAL_PLUS;
import static headroom.overload.rule.RequestClass.SHEDDABLE;
import static headroom.overload.rule.RequestClass.SHEDDABLE_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.overload.control.SimulatedOverload.Result;
import headroom.overload.control.SimulatedOverload.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What the shedder makes of simulated overloads is committed as text, overloads.txt, to be read by people: a change of the rule shows there
 * as what it means to tenants. {@code -Dheadroom.golden.rewrite=true} writes it anew.
 */
class OverloadsTest {
    private static final Path COMMITTED = Path.of("src/test/resources/headroom/overload/overloads.txt");

    private static final List<Stream> USUAL = List.of(
            new Stream("a", CRITICAL, 100),
            new Stream("a", CRITICAL_PLUS, 100),
            new Stream("a", SHEDDABLE, 50),
            new Stream("a", SHEDDABLE_PLUS, 50));

    private static final SimulatedOverload MIXED = new SimulatedOverload(
            "lists, checks and allocations of one tenant, three times what can be served",
            USUAL,
            List.of(
                    new Stream("a", SHEDDABLE, 1_000),
                    new Stream("a", SHEDDABLE_PLUS, 1_200),
                    new Stream("a", CRITICAL, 600),
                    new Stream("a", CRITICAL_PLUS, 200)),
            20,
            80,
            110,
            0);

    private static final SimulatedOverload HEAVY = new SimulatedOverload(
            "allocations of a heavy tenant and three quiet ones, three times what can be served",
            USUAL,
            List.of(
                    new Stream("heavy", CRITICAL, 2_600),
                    new Stream("heavy", CRITICAL_PLUS, 200),
                    new Stream("quiet-1", CRITICAL, 100),
                    new Stream("quiet-2", CRITICAL, 60),
                    new Stream("quiet-3", CRITICAL, 10),
                    new Stream("quiet-3", CRITICAL_PLUS, 10)),
            20,
            80,
            110,
            0);

    private static final SimulatedOverload READS = new SimulatedOverload(
            "checks alone, three times what can be served",
            USUAL,
            List.of(new Stream("a", SHEDDABLE_PLUS, 2_500), new Stream("b", SHEDDABLE_PLUS, 500)),
            20,
            80,
            110,
            0);

    private static final SimulatedOverload LISTS = new SimulatedOverload(
            "lists alone, one and a half times what can be served",
            USUAL,
            List.of(new Stream("a", SHEDDABLE, 1_400), new Stream("b", SHEDDABLE, 100)),
            20,
            80,
            110,
            0);

    private static final SimulatedOverload PAUSING = new SimulatedOverload(
            "allocations of a heavy tenant and three quiet ones, while the server pauses for 150 ms of each second",
            USUAL,
            HEAVY.overload(),
            20,
            80,
            110,
            0.15);

    private static final List<SimulatedOverload> ALL = List.of(MIXED, HEAVY, READS, LISTS, PAUSING);

    @Test
    void overloadsGoAsTheReportSays() throws IOException {
        StringBuilder report = new StringBuilder("""
                What the shedder makes of overloads, simulated: a server that can serve 1,000 requests a second, one after the other, and bears
                100 under way. Rewrite with -Dheadroom.golden.rewrite=true, and read what has changed before it is committed.
                """);
        ALL.forEach(overload -> add(report, overload));
        if (Boolean.getBoolean("headroom.golden.rewrite")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, report);
        }
        assertThat(report.toString().lines()).containsExactlyElementsOf(Files.readAllLines(COMMITTED));
    }

    @Test
    void admittedWorkStaysAtThePeakAndReleasesPass() {
        for (SimulatedOverload overload : ALL) {
            Result result = overload.run(true);
            assertThat(result.servedPerSecond())
                    .as(overload.name())
                    .isGreaterThan(0.9 * SimulatedOverload.CAPACITY * (1 - overload.pauses()));
            assertThat(result.mostInFlight()).isLessThanOrEqualTo(180);
            result.fates().forEach((label, fate) -> {
                if (label.endsWith(" critical_plus")) {
                    assertThat(fate.refused).as(label).isZero();
                }
                assertThat(fate.refusedAfter).as("%s, 15 s after", label).isZero();
            });
        }
    }

    @Test
    void theLowestClassIsRefusedFirst() {
        Result result = MIXED.run(true);
        assertThat(share(result, "a sheddable")).isGreaterThan(0.97);
        assertThat(share(result, "a sheddable_plus")).isGreaterThan(0.7);
        assertThat(share(result, "a critical")).isLessThan(0.05);
    }

    @Test
    void theHeavyTenantIsRefusedAndTheQuietOnesAreNot() {
        Result result = HEAVY.run(true);
        assertThat(share(result, "heavy critical")).isGreaterThan(0.6);
        assertThat(share(result, "quiet-1 critical")).isLessThan(0.05);
        assertThat(share(result, "quiet-2 critical")).isLessThan(0.05);
        assertThat(share(result, "quiet-3 critical")).isLessThan(0.05);
    }

    @Test
    void aPauseIsFilledByTheHeavyTenantAndTheQuietOnesHavePlacesAllTheSame() {
        Result result = PAUSING.run(true);
        assertThat(share(result, "heavy critical")).isGreaterThan(0.6);
        assertThat(share(result, "quiet-1 critical")).isLessThan(0.08);
        assertThat(share(result, "quiet-2 critical")).isLessThan(0.08);
        assertThat(share(result, "quiet-3 critical")).isLessThan(0.08);
    }

    @Test
    void withoutItEverybodyWaitsForEver() {
        assertThat(HEAVY.run(false).mostInFlight()).isGreaterThan(50_000);
    }

    private static double share(Result result, String label) {
        return (double) result.fates().get(label).refused / result.fates().get(label).offered;
    }

    private static void add(StringBuilder report, SimulatedOverload overload) {
        Result with = overload.run(true);
        Result without = overload.run(false);
        line(report, "");
        line(
                report,
                "== %s, from %d to %d s of %d s",
                overload.name(),
                overload.from(),
                overload.to(),
                overload.lasts());
        with.moves()
                .forEach(move -> line(
                        report, "  %7.1f s  %s", move.at(), move.to().name().toLowerCase(Locale.ROOT)));
        line(report, "served a second   %.0f", with.servedPerSecond());
        line(report, "most under way    %d, without the shedder %d", with.mostInFlight(), without.mostInFlight());
        with.fates().forEach((label, fate) -> {
            if (fate.offered > 0) {
                line(
                        report,
                        "  %-24s %6d sent, %5.1f %% refused",
                        label,
                        fate.offered,
                        100.0 * fate.refused / fate.offered);
            }
        });
    }

    private static void line(StringBuilder report, String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
