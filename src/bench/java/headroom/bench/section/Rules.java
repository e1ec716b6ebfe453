package headroom.bench.section;

import headroom.bench.Form;
import headroom.bench.data.Size;
import headroom.bench.rule.RuleBenchmarks;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

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
        for (RunResult result : results(run)) {
            Result<?> primary = result.getPrimaryResult();
            run.report().rule(primary.getLabel(), primary.getScore(), primary.getScoreError());
            run.findings().put("rules/" + primary.getLabel(), primary.getScore());
        }
    }

    private static Collection<RunResult> results(Run run) {
        Form form = run.form();
        try {
            return new Runner(new OptionsBuilder()
                            .include(RuleBenchmarks.class.getName())
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.MICROSECONDS)
                            .forks(form.forks())
                            .warmupIterations(form.iterations())
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(form.iterations())
                            .measurementTime(TimeValue.seconds(1))
                            .shouldFailOnError(true)
                            .output(run.logs().resolve("jmh.log").toString())
                            .build())
                    .run();
        } catch (RunnerException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
