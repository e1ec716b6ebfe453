package headroom.audit.boundary;

import headroom.kernel.Purpose;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, as it is recorded.
 *
 * @param action what was done, as {@code quota.change}
 * @param objectType to what kind of thing
 * @param objectId to which one
 * @param before what it was, in the form that it is shown in; null where it was not
 * @param after what it is now; null where it is no more
 * @param purpose why it was done; null where nobody had to say
 * @param properties what else is worth keeping
 */
public record AuditEvent(
        String action,
        String objectType,
        String objectId,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable Purpose purpose,
        Map<String, String> properties) {
    public AuditEvent {
        properties = Map.copyOf(properties);
    }

    public static AuditEvent of(String action, String objectType, Object objectId) {
        return new AuditEvent(action, objectType, objectId.toString(), null, null, null, Map.of());
    }

    public AuditEvent before(Object shown) {
        return new AuditEvent(action, objectType, objectId, shown, after, purpose, properties);
    }

    public AuditEvent after(Object shown) {
        return new AuditEvent(action, objectType, objectId, before, shown, purpose, properties);
    }

    public AuditEvent why(@Nullable Purpose stated) {
        return new AuditEvent(action, objectType, objectId, before, after, stated, properties);
    }

    public AuditEvent with(String property, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(property, value);
        return new AuditEvent(action, objectType, objectId, before, after, purpose, more);
    }
}
