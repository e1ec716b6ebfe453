package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.rule.StrategyBenchmarks;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The division of pools of all sizes by each strategy, by JMH. */
final class Strategies implements Section {
    @Override
    public String name() {
        return "strategies";
    }

    @Override
    public boolean isOnlyByName() {
        return true;
    }

    @Override
    public boolean needsServer() {
        return false;
    }

    @Override
    public void run(Run run, Size size) {
        run.report().step("strategies of pools, by JMH");
        for (RunResult result : Jmh.micros(run, StrategyBenchmarks.class)) {
            Result<?> primary = result.getPrimaryResult();
            String label = result.getParams().getParam("strategy") + " of "
                    + result.getParams().getParam("members");
            run.report().rule(label, primary.getScore(), primary.getScoreError());
        }
    }
}
