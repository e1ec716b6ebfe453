package headroom.bench.section;

import headroom.bench.Form;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs what JMH measures, as the run's form wants it. */
final class Jmh {
    private Jmh() {}

    /** The mean time of each benchmark of a class, in microseconds. */
    static Collection<RunResult> micros(Run run, Class<?> benchmarks) {
        Form form = run.form();
        try {
            return new Runner(new OptionsBuilder()
                            .include(benchmarks.getName())
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.MICROSECONDS)
                            .forks(form.forks())
                            .warmupIterations(form.iterations())
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(form.iterations())
                            .measurementTime(TimeValue.seconds(1))
                            .shouldFailOnError(true)
                            .output(run.logs()
                                    .resolve(benchmarks.getSimpleName() + ".log")
                                    .toString())
                            .build())
                    .run();
        } catch (RunnerException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
