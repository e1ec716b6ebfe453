package headroom.quota.boundary;

import headroom.quota.rule.EntityName;
import headroom.quota.rule.EntityType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a request names the quota that it is about: by id or by name. */
public sealed interface QuotaReference {
    /** By its id. */
    record ById(UUID id) implements QuotaReference {
        @Override
        public String toString() {
            return "quota " + id;
        }
    }

    /** By the entity and the resource that it limits. */
    record ByName(EntityName name) implements QuotaReference {
        @Override
        public String toString() {
            return "a quota of " + name;
        }
    }

    static QuotaReference of(
            @Nullable UUID id, @Nullable EntityType type, @Nullable String entityId, @Nullable String resourceType) {
        if (id != null) {
            return new ById(id);
        }
        if (type == null || entityId == null || resourceType == null) {
            throw new IllegalArgumentException("a quota is named by its id or by entity and resource");
        }
        return new ByName(new EntityName(type, entityId, resourceType));
    }
}
