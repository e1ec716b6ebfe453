package headroom.bench.section;

import headroom.bench.data.Size;
import headroom.bench.json.JsonBenchmarks;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The service's JSON beside other ways, by JMH. A comparison, made where the choice is in question. */
final class Json implements Section {
    @Override
    public String name() {
        return "json";
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
        run.report().step("JSON, by JMH");
        for (RunResult result : Jmh.micros(run, JsonBenchmarks.class)) {
            Result<?> primary = result.getPrimaryResult();
            String form = result.getParams().getParam("form");
            run.report().json(form, primary.getLabel(), primary.getScore(), primary.getScoreError());
        }
    }
}
