package headroom.bench.json;

import headroom.quota.boundary.AllocateRequest;
import headroom.quota.boundary.AllocationView;

/** A way to read the body of an allocation request and to write the answer to it. Thread-safe. */
interface JsonForm {
    AllocateRequest parse(byte[] body);

    /** In UTF-8. */
    byte[] render(AllocationView view);

    static JsonForm named(String name) {
        return switch (name) {
            case "service" -> new ServiceForm();
            case "jackson" -> new JacksonForm();
            case "jsonb" -> new JsonbForm();
            case "jsonp" -> new JsonpForm();
            default -> throw new IllegalArgumentException("no such form: " + name);
        };
    }
}
