package headroom.bench.rule;

import headroom.breaker.rule.Breaker;
import headroom.breaker.rule.Bucket;
import headroom.breaker.rule.Configuration;
import headroom.breaker.rule.Counts;
import headroom.breaker.rule.Evidence;
import headroom.breaker.rule.Mode;
import headroom.breaker.rule.Permit;
import headroom.breaker.rule.Probes;
import headroom.breaker.rule.State;
import headroom.breaker.rule.Step;
import headroom.breaker.rule.WindowType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;

/**
 * What the judgement of a breaker costs at its largest: a window of an hour of seconds, each heard of by four servers, and
 * the default beside it. Fields are not final, or the JIT might know the answers.
 */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
public class BreakerBenchmarks {
    private static final int SERVERS = 4;

    private Instant now = Instant.parse("2026-01-01T01:00:00Z");
    private Configuration hour = timed(Configuration.MAX_WINDOW_SECONDS);
    private Breaker hourOfBuckets = withSeconds(Configuration.MAX_WINDOW_SECONDS);
    private Configuration usual = Configuration.DEFAULT;
    private Breaker fewBuckets = withSeconds(2);
    private List<Bucket> batch = List.of(bucket(0, 0, 11), bucket(1, 0, 11));

    private static Configuration timed(int seconds) {
        Configuration usual = Configuration.DEFAULT;
        return new Configuration(
                usual.failureRatePercent(),
                usual.slowCallRatePercent(),
                usual.slowCallMs(),
                usual.minimumCalls(),
                WindowType.TIME,
                seconds,
                20,
                usual.openDelayMs(),
                BigDecimal.ONE,
                usual.openDelayMaxMs(),
                usual.halfOpenCalls(),
                false,
                usual.halfOpenMaxMs(),
                1);
    }

    private Breaker withSeconds(int seconds) {
        List<Bucket> buckets = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            for (int second = 0; second < seconds; second++) {
                buckets.add(bucket(server, second, 10));
            }
        }
        return new Breaker(Mode.AUTO, null, State.CLOSED, now, null, 0, 0, 0, Probes.NONE, new Evidence(buckets));
    }

    /** Some forty calls, so many seconds ago. */
    private Bucket bucket(int server, int secondsAgo, int failed) {
        return new Bucket("server-" + server, now.minusSeconds(secondsAgo), 0, new Counts(30, failed, 1), 2, Map.of());
    }

    /** As an outcome's round does it: two servers' newest second on top of an hour. */
    @Benchmark
    public Step breakerRecordHour() {
        return hourOfBuckets.record(hour, batch, now);
    }

    @Benchmark
    public Step breakerRecord() {
        return fewBuckets.record(usual, batch, now);
    }

    /** Closed: as each permit from memory does it. */
    @Benchmark
    public Permit.Asked breakerPermitHour() {
        return hourOfBuckets.permit(hour, now);
    }

    @Benchmark
    public Permit.Asked breakerPermit() {
        return fewBuckets.permit(usual, now);
    }
}
