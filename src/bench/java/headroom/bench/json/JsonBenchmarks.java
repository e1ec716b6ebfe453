package headroom.bench.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import headroom.kernel.Amount;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;
import headroom.quota.rule.AllocationState;
import headroom.quota.rule.EntityType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The body of an allocation request and the answer to it: the same bytes in, the same document out, in every form. */
@State(Scope.Benchmark)
public class JsonBenchmarks {
    @Param({"service", "jackson", "jsonb", "jsonp"})
    private String form;

    private byte[] body =
            ("{\"entity_type\":\"user\",\"entity_id\":\"user-00000017\",\"resource_type\":\"concurrent_gpus\","
                            + "\"requested_value\":2.5,\"job_id\":\"bench-000000001234\",\"expires_in\":\"PT10M\"}")
                    .getBytes(StandardCharsets.UTF_8);
    private AllocateRequest request = new AllocateRequest(
            null,
            EntityType.USER,
            "user-00000017",
            "concurrent_gpus",
            Amount.of("2.5"),
            "bench-000000001234",
            null,
            Duration.ofMinutes(10),
            null);
    private AllocationView view = new AllocationView(
            UUID.fromString("0198a6d4-7a10-7000-8000-000000000001"),
            UUID.fromString("0198a6d4-7a10-7000-8000-000000000002"),
            "bench-000000001234",
            "concurrent_gpus",
            Amount.of("2.5"),
            AllocationState.ACTIVE,
            Instant.parse("2026-01-31T12:00:00.123456Z"),
            null,
            Instant.parse("2026-01-31T12:10:00.123456Z"),
            Amount.ZERO,
            0,
            null,
            List.of());
    private JsonForm json;

    /** A form that reads or writes anything else would be compared to nothing. */
    @Setup
    public void agree() throws IOException {
        json = JsonForm.named(form);
        ObjectMapper reader = new ObjectMapper();
        if (!json.parse(body).equals(request)) {
            throw new IllegalStateException(form + " reads " + json.parse(body));
        }
        byte[] expected = JsonForm.named("service").render(view);
        if (!reader.readTree(json.render(view)).equals(reader.readTree(expected))) {
            throw new IllegalStateException(form + " writes " + new String(json.render(view), StandardCharsets.UTF_8));
        }
    }

    @Benchmark
    public AllocateRequest parse() {
        return json.parse(body);
    }

    @Benchmark
    public byte[] render() {
        return json.render(view);
    }
}
