package headroom.quota.rule;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.kernel.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The alarms against a twin that looks at the whole past each time; limit 100, soft limit 50. */
class AlarmsAgainstTheTwinTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Limits LIMITS = new Limits(
            Amount.of(100), Limits.DEFAULT_OVERCOMMIT_RATIO, Amount.of(50), null, Limits.DEFAULT_BURST_SECONDS);
    private static final Map<String, Integer> LEVELS =
            new TreeMap<>(Map.of("80", 80, "95", 95, "soft", 50, "reached", 100, "exceeded", 101));

    /** Usage after so many more seconds. */
    record Moment(int seconds, int usage) {}

    @Property(tries = 2_000)
    void agree(@ForAll("days") List<Moment> day) {
        Alarms alarms = Alarms.NONE;
        Set<String> open = new HashSet<>();
        List<Moment> past = new ArrayList<>();
        int second = 0;
        for (Moment moment : day) {
            second += moment.seconds();
            past.add(new Moment(second, moment.usage()));
            Alarms.Judged judged = alarms.judge(LIMITS, Amount.of(moment.usage()), START.plusSeconds(second));
            alarms = judged.after();
            Set<String> raised = new HashSet<>();
            Set<String> cleared = new HashSet<>();
            LEVELS.forEach((code, level) -> {
                if (open.contains(code) && calmForAMinute(past, code, level)) {
                    cleared.add(code);
                    open.remove(code);
                }
                if (moment.usage() >= level && open.add(code)) {
                    raised.add(code);
                }
            });
            assertThat(codes(judged.raised())).isEqualTo(raised);
            assertThat(codes(judged.cleared())).isEqualTo(cleared);
            assertThat(alarms.open()).hasSize(open.size());
        }
    }

    /** Walks back over the judged moments as long as they were calm. */
    private static boolean calmForAMinute(List<Moment> past, String code, int level) {
        int bound = code.equals("exceeded") ? 95 : level - 5;
        int now = past.get(past.size() - 1).seconds();
        int since = now + 1;
        for (int i = past.size() - 1; i >= 0 && past.get(i).usage() <= bound; i--) {
            since = past.get(i).seconds();
        }
        return now - since >= 60;
    }

    private static Set<String> codes(List<Threshold> thresholds) {
        Set<String> codes = new HashSet<>();
        thresholds.forEach(threshold -> assertThat(codes.add(threshold.code())).isTrue());
        return codes;
    }

    @Provide
    Arbitrary<List<Moment>> days() {
        return Combinators.combine(
                        Arbitraries.of(1, 20, 30, 59, 60, 61),
                        Arbitraries.of(0, 44, 45, 46, 50, 74, 75, 76, 80, 90, 95, 96, 100, 101, 120))
                .as(Moment::new)
                .list()
                .ofMaxSize(40);
    }
}
