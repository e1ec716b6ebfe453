package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.rule.BreakerBenchmarks;
import headroom.bench.rule.RuleBenchmarks;
import headroom.bench.rule.ShedBenchmarks;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The pure rules, by JMH. */
final class Rules implements Section {
    @Override
    public String name() {
        return "rules";
    }

    @Override
    public boolean needsServer() {
        return false;
    }

    @Override
    public void run(Run run, Size size) {
        run.report().step("rules, by JMH");
        for (Class<?> benchmarks : List.of(RuleBenchmarks.class, BreakerBenchmarks.class, ShedBenchmarks.class)) {
            for (RunResult result : Jmh.micros(run, benchmarks)) {
                Result<?> primary = result.getPrimaryResult();
                run.report().rule(primary.getLabel(), primary.getScore(), primary.getScoreError());
                run.findings().put("rules/" + primary.getLabel(), primary.getScore());
            }
        }
    }
}
