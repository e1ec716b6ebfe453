package headroom.bench.json;

import headroom.platform.json.Json;
import headroom.platform.json.StrictJson;
import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;
import java.nio.charset.StandardCharsets;

/** As the service does it: strictly, and checked against the record's own rules. */
final class ServiceForm implements JsonForm {
    /** Without a validator: what keeps its rules never comes to it. */
    private final StrictJson json = new StrictJson();

    @Override
    public AllocateRequest parse(byte[] body) {
        return json.read(body, AllocateRequest.class);
    }

    /** An answer is text until it is sent, because it may have to be kept. */
    @Override
    public byte[] render(AllocationView view) {
        return Json.write(view).getBytes(StandardCharsets.UTF_8);
    }
}
