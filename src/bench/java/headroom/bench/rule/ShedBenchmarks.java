package headroom.bench.rule;

import headroom.overload.boundary.Shed;
import headroom.overload.control.LoadShedder;
import headroom.overload.rule.Load;
import headroom.overload.rule.RequestClass;
import headroom.overload.rule.RouteClasses;
import headroom.overload.rule.ShedOptions;
import headroom.platform.Sha256;
import headroom.platform.http.Answer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the shedder does for a request: one that is taken up by a server at ease, and one that is refused in an emergency, with the look at whose it
 * is (by the hash of its token) and the answer. Fields are not final, or the JIT might know the answers.
 */
@State(Scope.Benchmark)
public class ShedBenchmarks {
    private static final int TENANTS = 50;

    private double now = 1;
    private Load atEase = new Load(0.1, 0.1, 0.1, 0.1);
    private Load tooMuch = new Load(0.2, 1.2, 0.3, 0.9);
    private ShedOptions options = new ShedOptions(true, 400, 0.25, 32, 1);
    private LoadShedder calm = new LoadShedder(options, (inFlight, seconds) -> atEase, () -> now);
    private LoadShedder loaded = new LoadShedder(options, (inFlight, seconds) -> tooMuch, () -> now);
    private String token = "Bearer " + "x".repeat(700);
    private String path = "/api/v1/quotas/0192f0c1-0000-7000-8000-000000000000/history";

    /** Tenants that sent something just now. */
    @Setup
    public void load() {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            loaded.took(RequestClass.SHEDDABLE, "tenant-" + tenant, 100);
        }
        now += 1;
        loaded.judge();
        if (loaded.admits(RequestClass.SHEDDABLE, "tenant-1", 1)) {
            throw new IllegalStateException("nothing is refused");
        }
    }

    /** All that a request costs that nobody thinks of refusing. */
    @Benchmark
    public int admission() {
        calm.judge();
        RequestClass requested = RouteClasses.of("GET", path);
        if (!calm.isCut(requested)) {
            calm.begin(requested);
            calm.end(1);
            calm.took(requested, "tenant-1", 1);
        }
        return calm.inFlight();
    }

    /** All that a refusal costs, but for reading the request and writing the answer to the network. */
    @Benchmark
    public int refusal() {
        loaded.judge();
        RequestClass requested = RouteClasses.of("GET", path);
        String tenant = Sha256.hex(token).isEmpty() ? "" : "tenant-1";
        if (!loaded.isCut(requested) || loaded.admits(requested, tenant, 1)) {
            throw new IllegalStateException("it was not refused");
        }
        Answer answer = Shed.answer(loaded.judged().state(), requested);
        return answer.body().getBytes(StandardCharsets.UTF_8).length
                + answer.headers().size();
    }

    /** What a tenth of a second costs: all tenants' shares anew. */
    @Benchmark
    public boolean judgement() {
        now += 0.1;
        return loaded.judge();
    }
}
