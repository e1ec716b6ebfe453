package headroom.breaker.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the rule makes of simulated outages is committed as text, breaker-outages.txt, to be read by people: a change of the
 * rule shows there as what it means to callers. {@code -Dheadroom.golden.rewrite=true} writes it anew.
 */
class BreakerOutagesTest {
    private static final Path COMMITTED = Path.of("src/test/resources/headroom/breaker/rule/breaker-outages.txt");

    @Test
    void outagesGoAsTheReportSays() throws IOException {
        String report = OutageReport.of(Outage.all());
        if (Boolean.getBoolean("headroom.golden.rewrite")) {
            Files.writeString(COMMITTED, report);
        }
        assertThat(report.lines()).containsExactlyElementsOf(Files.readAllLines(COMMITTED));
    }
}
